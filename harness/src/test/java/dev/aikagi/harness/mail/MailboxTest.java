package dev.aikagi.harness.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String SUBJECT = "【KOSMOWeb】ワンタイムパスワードのお知らせ";

    private MailServer server;

    @BeforeEach
    void startServer() {
        server = MailServer.start(new SecureRandom());
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-2022-JP", "UTF-8"})
    void await_japaneseMail_isDecoded(String charset) throws Exception {
        try (Mailbox mailbox = server.mailbox("taro@example.jp")) {
            send(message -> {
                message.setSubject(SUBJECT, charset);
                message.setText("ワンタイムパスワードは 012345 です。", charset);
            });

            Mail mail = mailbox.await(m -> m.subject().contains("ワンタイム"), LIMIT);

            assertEquals(SUBJECT, mail.subject());
            assertEquals("taro@example.jp", mail.to());
            assertEquals("portal@example.jp", mail.from());
            assertEquals(Optional.of("012345"), mail.code());
            assertTrue(mail.source().toUpperCase(java.util.Locale.ROOT).contains("=?" + charset), mail.source());
            assertTrue(Duration.between(mail.receivedAt(), Instant.now()).abs().compareTo(LIMIT) < 0);
            assertFalse(mail.toString().contains("012345"), "a code must not reach a log");
        }
    }

    @Test
    void await_multipart_prefersPlainText() throws Exception {
        try (Mailbox mailbox = server.mailbox("taro@example.jp")) {
            send(message -> {
                MimeBodyPart html = new MimeBodyPart();
                html.setText("<p>222222</p>", "UTF-8", "html");
                MimeBodyPart plain = new MimeBodyPart();
                plain.setText("111111", "UTF-8");
                message.setSubject("both", "UTF-8");
                message.setContent(new MimeMultipart("alternative", html, plain));
            });

            assertEquals(Optional.of("111111"), mailbox.await(m -> true, LIMIT).code());
        }
    }

    @Test
    void await_htmlAlone_isReadAsText() throws Exception {
        try (Mailbox mailbox = server.mailbox("taro@example.jp")) {
            send(message -> message.setContent("<p>code <b>333333</b></p>", "text/html; charset=UTF-8"));

            assertEquals(Optional.of("333333"), mailbox.await(m -> true, LIMIT).code());
        }
    }

    @Test
    void await_mailComesLater_isFound() throws Exception {
        try (Mailbox mailbox = server.mailbox("taro@example.jp")) {
            CompletableFuture<Void> later = CompletableFuture.runAsync(
                    () -> send(message -> message.setText("444444", "UTF-8")),
                    CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));

            assertEquals(Optional.of("444444"), mailbox.await(m -> true, LIMIT).code());
            later.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void await_twoMails_areHandedOutOnceEach() throws Exception {
        try (Mailbox mailbox = server.mailbox("taro@example.jp")) {
            send(message -> message.setText("555555", "UTF-8"));
            send(message -> message.setText("666666", "UTF-8"));

            assertEquals(Optional.of("555555"), mailbox.await(m -> true, LIMIT).code());
            assertEquals(Optional.of("666666"), mailbox.await(m -> true, LIMIT).code());
            assertThrows(MailTimeoutException.class, () -> mailbox.await(m -> true, Duration.ofMillis(1)));
            assertEquals(2, mailbox.all().size());
        }
    }

    @Test
    void await_nothingMatches_namesWhatCame() throws Exception {
        try (Mailbox mailbox = server.mailbox("taro@example.jp")) {
            send(message -> message.setSubject("広告", "ISO-2022-JP"));

            MailTimeoutException e = assertThrows(
                    MailTimeoutException.class,
                    () -> mailbox.await(m -> m.subject().equals(SUBJECT), Duration.ofMillis(100)));

            assertTrue(e.getMessage().contains("広告"), e.getMessage());
            assertTrue(e.getMessage().contains("taro@example.jp"), e.getMessage());
        }
    }

    @Test
    void open_wrongPassword_isRefused() throws Exception {
        server.mailbox("taro@example.jp").close();

        IOException e = assertThrows(
                IOException.class,
                () -> Mailbox.open("127.0.0.1", server.imapPort(), "taro@example.jp", "guess", "taro@example.jp"));
        assertTrue(e.getMessage().contains("taro@example.jp"), e.getMessage());
    }

    @Test
    void close_portsAreFree() {
        int smtp = server.smtpPort();
        int imap = server.imapPort();
        server.close();

        for (int port : List.of(smtp, imap)) {
            assertThrows(ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
        }
    }

    @Test
    void code_twoDifferent_isRefused() {
        assertEquals(Optional.empty(), mail("123456 or 654321").code());
        assertEquals(Optional.of("123456"), mail("123456, again 123456").code());
        assertEquals(Optional.of("123456"), mail("コードは１２３４５６です").code());
        assertEquals(Optional.empty(), mail("1234567 12345").code());
        assertEquals(Optional.empty(), mail("http://localhost/?t=123456").code());
    }

    @Test
    void links_inJapaneseText_endWhereTheyEnd() {
        assertEquals(
                List.of(URI.create("http://localhost:8080/a?b=c"), URI.create("https://x.jp/")),
                mail("次のURL（http://localhost:8080/a?b=c）を開く。https://x.jp/. 以上").links());
    }

    private static Mail mail(String text) {
        return new Mail("a@x", "b@x", "s", text, Instant.EPOCH, "");
    }

    private interface Filling {
        void fill(MimeMessage message) throws MessagingException;
    }

    private void send(Filling filling) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", String.valueOf(server.smtpPort()));
        properties.put("mail.smtp.timeout", "5000");
        try {
            MimeMessage message = new MimeMessage(Session.getInstance(properties));
            message.setFrom(new InternetAddress("portal@example.jp"));
            message.setRecipient(Message.RecipientType.TO, new InternetAddress("taro@example.jp"));
            message.setText("");
            filling.fill(message);
            Transport.send(message);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
