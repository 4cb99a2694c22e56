package dev.aikagi.harness.portal.reference;

import dev.aikagi.harness.mail.Mail;
import dev.aikagi.harness.mail.MailServer;
import dev.aikagi.harness.mail.Mailbox;
import dev.aikagi.harness.portal.Account;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/** A portal with its mail server, a clock that is turned by hand, and the manual's example person. */
public final class PortalFixture implements AutoCloseable, InstantSource {
    public static final String USER = "kenpo123456";
    static final String INITIAL = "12345619850412Aa";
    public static final String PASSWORD = "Natsu-Yasumi-2026";
    static final String MAIL = "taro@example.jp";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    final MailServer mail;
    final Mailbox mailbox;
    public final ReferencePortal portal;
    String user = USER;
    private volatile Instant now = Instant.parse("2026-11-24T06:00:00Z");

    public PortalFixture(UnaryOperator<ReferencePortalConfig.Builder> settings) throws IOException {
        SecureRandom random = new SecureRandom();
        mail = MailServer.start(random);
        mailbox = mail.mailbox(MAIL);
        portal = ReferencePortal.start(settings.apply(ReferencePortalConfig.builder(this, random, mail.smtpPort())
                        .limits(Limits.DEFAULT.withPasswordIterations(1000)))
                .build());
        add(USER, "健保 太郎");
    }

    void add(String userId, String displayName) {
        portal.addAccount(new Account(userId, displayName, INITIAL, LocalDate.of(1985, 4, 12)));
    }

    PortalFixture() throws IOException {
        this(UnaryOperator.identity());
    }

    @Override
    public Instant instant() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    TestBrowser browser() {
        return new TestBrowser(portal.baseUri());
    }

    TestBrowser signIn(String password) {
        return browser().open("/").is("sign-in").submit("sign-in-form", "userId", user, "password", password);
    }

    Mail nextMail() throws IOException {
        return mailbox.await(m -> true, LIMIT);
    }

    URI nextLink() throws IOException {
        return nextMail().links().get(0);
    }

    String nextCode() throws IOException {
        return nextMail().code().orElseThrow();
    }

    /** Up to the sending of the confirmation mail. */
    TestBrowser toMailSent() {
        return signIn(INITIAL)
                .is("birth-date")
                .submit("birth-date-form", "birthDate", "19850412")
                .is("terms")
                .submit("terms-form", "decision", "accept")
                .is("mail-address")
                .submit("mail-form", "email", MAIL)
                .is("mail-sent");
    }

    TestBrowser toMethod() throws IOException {
        TestBrowser first = toMailSent();
        browser()
                .open(nextLink().toString())
                .is("mail-confirm")
                .submit("confirm-form")
                .is("mail-confirmed");
        return first.open("/setup/mail/sent").is("choose-method");
    }

    TestBrowser toPassword(String method) throws IOException {
        return toMethod().submit("method-form", "method", method).is("new-password");
    }

    public void setUp(String method) throws IOException {
        toPassword(method)
                .submit("password-form", "newPassword", PASSWORD, "confirmPassword", PASSWORD)
                .is("setup-done")
                .submit("sign-out-form")
                .is("signed-out");
    }

    /** RFC 6238 by hand: the portal has its library, the test does without. */
    static String totp(String base32, Instant when) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            String padded = base32 + "=".repeat((8 - base32.length() % 8) % 8);
            mac.init(new SecretKeySpec(Base32.decode(padded), "HmacSHA1"));
            byte[] hash = mac.doFinal(
                    ByteBuffer.allocate(8).putLong(when.getEpochSecond() / 30).array());
            int offset = hash[19] & 0xF;
            int number = ByteBuffer.wrap(hash, offset, 4).getInt() & 0x7FFFFFFF;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A code that is certainly not that one. */
    static String otherThan(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }

    @Override
    public void close() throws IOException {
        portal.close();
        try {
            mailbox.close();
        } finally {
            mail.close();
        }
    }
}
