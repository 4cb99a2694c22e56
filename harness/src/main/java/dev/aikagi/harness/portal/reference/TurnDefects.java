package dev.aikagi.harness.portal.reference;

import static dev.aikagi.harness.portal.reference.Defect.fault;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What may be forgotten about turns: pages that open before or after theirs. */
final class TurnDefects {
    private static final Set<Turn> SET_UP = EnumSet.range(Turn.BIRTH_DATE, Turn.PASSWORD);
    private static final Set<Turn> SECOND_FACTOR = EnumSet.of(Turn.PASSKEY, Turn.TOTP, Turn.MAIL_CODE);
    private static final Set<Turn> ENROLMENT = EnumSet.of(Turn.ENROL_PASSKEY, Turn.ENROL_TOTP);

    static final List<Defect> ALL = List.of(
            opening(
                    "flow.skip-steps",
                    "Later pages of the set-up open by their addresses.",
                    (present, wanted) ->
                            SET_UP.contains(present) && SET_UP.contains(wanted) && wanted.compareTo(present) > 0),
            opening(
                    "flow.earlier-steps-open",
                    "Earlier pages of the set-up open again, and change what was chosen.",
                    (present, wanted) -> (SET_UP.contains(present) || present == Turn.DONE)
                            && SET_UP.contains(wanted)
                            && wanted.compareTo(present) < 0),
            opening(
                    "flow.password-is-enough",
                    "After the password the top page opens by its address.",
                    (present, wanted) -> wanted == Turn.TOP && SECOND_FACTOR.contains(present)),
            opening(
                    "flow.enrol-without-factor",
                    "Who has the password alone may enrol another factor.",
                    (present, wanted) -> ENROLMENT.contains(wanted) && SECOND_FACTOR.contains(present)),
            opening(
                    "flow.downgrade",
                    "Who has a passkey or an app may take a code by mail instead.",
                    (present, wanted) -> wanted == Turn.MAIL_CODE && SECOND_FACTOR.contains(present)));

    private TurnDefects() {}

    private static Defect opening(String name, String broken, TurnRule also) {
        return Defect.of(
                name,
                broken,
                fault(
                        TurnRule.class,
                        right -> (present, wanted) -> right.opens(present, wanted) || also.opens(present, wanted)));
    }
}
