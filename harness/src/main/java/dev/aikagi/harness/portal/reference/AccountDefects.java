package dev.aikagi.harness.portal.reference;

import static dev.aikagi.harness.portal.reference.Defect.fault;
import static dev.aikagi.harness.portal.reference.Defect.faultWith;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may be forgotten when an account is changed, and in the mail that tells of it. */
final class AccountDefects {
    private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");

    static final List<Defect> ALL = List.of(
            Defect.of(
                    "account.any-owner",
                    "A form removes whatever its id names, whoever's it is.",
                    faultWith(
                            FactorLookup.class,
                            (right, around) -> (asking, id) -> around.accounts().everybody().stream()
                                    .flatMap(person -> person.factors().stream())
                                    .filter(factor -> factor.id().equals(id))
                                    .findFirst())),
            Defect.of(
                    "account.changes-not-told",
                    "Nobody is told of changes to their account.",
                    fault(Notices.class, right -> (person, what) -> {})),
            Defect.of(
                    "account.mail-not-confirmed",
                    "A new mail address counts at once.",
                    fault(AddressChange.class, right -> (person, confirmation) -> {
                        if (confirmation.confirm()) {
                            right.ask(person, confirmation);
                        }
                    })),
            Defect.of(
                    "mail.code-in-subject",
                    "The mail's subject is the code.",
                    fault(Mailer.class, right -> (to, subject, text) -> {
                        Matcher code = CODE.matcher(text);
                        return right.send(to, code.find() ? code.group() : subject, text);
                    })),
            Defect.of(
                    "mail.tells-birth-date",
                    "Mail greets with the date of birth.",
                    faultWith(
                            Mailer.class,
                            (right, around) ->
                                    (to, subject, text) -> right.send(to, subject, birthDate(around, to) + text))));

    private AccountDefects() {}

    private static String birthDate(Surroundings around, String address) {
        return around.accounts().everybody().stream()
                .filter(person -> person.mail().filter(address::equals).isPresent())
                .map(person -> person.account().birthDate() + "\n")
                .reduce("", (before, next) -> next);
    }
}
