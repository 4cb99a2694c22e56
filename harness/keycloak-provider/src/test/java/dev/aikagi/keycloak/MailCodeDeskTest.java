package dev.aikagi.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.keycloak.MailCode.Verdict;
import dev.aikagi.keycloak.MailCodeDesk.Sending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keycloak.email.EmailException;

class MailCodeDeskTest {
    private final FakeSlots slots = new FakeSlots();
    private final Map<String, String> notes = new HashMap<>();
    private final List<String> mailed = new ArrayList<>();
    private final Iterator<String> codes =
            List.of("111111", "222222", "333333", "444444", "555555", "666666").iterator();
    private MailCodeDesk.Mailer mailer = mailed::add;
    private final MailCodeDesk desk = new MailCodeDesk(
            "user",
            new MailCodeDesk.Notes() {
                @Override
                public String get(String name) {
                    return notes.get(name);
                }

                @Override
                public void set(String name, String value) {
                    notes.put(name, value);
                }

                @Override
                public void remove(String name) {
                    notes.remove(name);
                }
            },
            code -> mailer.mail(code),
            () -> slots.now,
            codes::next,
            slots);

    @Test
    void judge_rightCode_isTakenOnce() {
        assertEquals(Sending.SENT, desk.send());
        assertEquals(List.of("111111"), mailed);
        assertTrue(desk.hasLiveCode());

        assertEquals(Optional.of(Verdict.RIGHT), desk.judge("111111"));
        assertFalse(desk.hasLiveCode());
        assertEquals(Optional.of(Verdict.WRONG), desk.judge("111111"));
    }

    @Test
    void send_again_killsTheCodeBefore() {
        desk.send();
        desk.send();

        assertEquals(Optional.of(Verdict.WRONG), desk.judge("111111"));
        assertEquals(Optional.of(Verdict.RIGHT), desk.judge("222222"));
    }

    @Test
    void judge_afterItsTime_isExpired() {
        desk.send();
        slots.now += MailCodeDesk.VALIDITY.toSeconds() - 1;
        assertTrue(desk.hasLiveCode());
        slots.now += 1;

        assertFalse(desk.hasLiveCode());
        assertEquals(Optional.of(Verdict.EXPIRED), desk.judge("111111"));
        assertEquals(Optional.of(Verdict.WRONG), desk.judge("111111"));
    }

    @Test
    void judge_fiveWrongOnes_killTheCode() {
        desk.send();
        for (int i = 0; i < 5; i++) {
            assertEquals(Optional.of(Verdict.WRONG), desk.judge("999999"));
        }
        assertEquals(Optional.empty(), desk.judge("111111"), "throttled");
        slots.now += 60;

        assertEquals(Optional.of(Verdict.EXPIRED), desk.judge("111111"));
    }

    @Test
    void send_sixthMailWithinTenMinutes_isRefused() {
        for (int i = 0; i < 5; i++) {
            assertEquals(Sending.SENT, desk.send());
        }

        assertEquals(Sending.TOO_OFTEN, desk.send());
        assertEquals(5, mailed.size());
        slots.now += 600;
        assertEquals(Sending.SENT, desk.send());
    }

    @Test
    void send_mailThatCannotBeSent_leavesNoCode() {
        mailer = code -> {
            throw new EmailException("no server");
        };
        assertEquals(Sending.BROKEN, desk.send());
        mailer = code -> {
            throw new MailCodeDesk.NoAddressException();
        };
        assertEquals(Sending.NO_ADDRESS, desk.send());

        assertEquals(Map.of(), notes);
    }

    @Test
    void note_thatSomebodyGarbled_isNoCode() {
        assertEquals(Optional.empty(), MailCode.ofNote("123456:x:5"));
        assertEquals(Optional.empty(), MailCode.ofNote(null));
        MailCode code = new MailCode("012345", 77, 5);
        assertEquals(Optional.of(code), MailCode.ofNote(code.toNote()));
        assertFalse(code.toString().contains("012345"));
    }
}
