package dev.aikagi.harness.probe.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aikagi.harness.mail.Mail;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderTest {
    private static Sender of(String... head) {
        String source = String.join("\r\n", head) + "\r\n\r\nFrom: body@evil.example\r\n";
        return Sender.of(new Mail("a@x", "b@x", "s", "", Instant.EPOCH, source));
    }

    @Test
    void head_isRead_theBodyIsNot() {
        Sender sender =
                of("Return-Path: <bounce@Mail.Example.jp>", "from: =?utf-8?B?5YGl?=", "\t<no-reply@example.jp>");

        assertEquals(new Sender(List.of("example.jp"), "mail.example.jp"), sender);
        assertEquals(Outcome.KEPT, sender.observed().outcome());
    }

    @Test
    void twoSenders_areNotAligned() {
        Sender sender = of("Return-Path: <a@example.jp>", "From: a@example.jp, b@example.jp");
        assertEquals(Outcome.BROKEN, sender.observed().outcome());
    }

    @Test
    void foreignBounces_areNotAligned() {
        Sender sender = of("Return-Path: <a@mailer.example>", "From: a@example.jp");
        assertEquals(Outcome.BROKEN, sender.observed().outcome());
    }

    @Test
    void noReturnPath_tellsNothing() {
        assertThrows(NotApplicableException.class, () -> of("From: a@example.jp"));
    }

    @ParameterizedTest
    @CsvSource({
        "example.jp, example.jp",
        "bounce.mail.example.jp, example.jp",
        "portal.kenpo.or.jp, kenpo.or.jp",
        "kenpo.co.jp, kenpo.co.jp",
        "co.jp, co.jp",
        "localhost, localhost"
    })
    void organisation_isWhatSomebodyRegistered(String domain, String organisation) {
        assertEquals(organisation, Sender.organisation(domain));
    }
}
