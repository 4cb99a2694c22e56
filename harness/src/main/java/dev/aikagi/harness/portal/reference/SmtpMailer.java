package dev.aikagi.harness.portal.reference;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.InstantSource;
import java.util.Date;
import java.util.Properties;

/** Hands mail to the SMTP server, in the charset that the portal is set to. */
final class SmtpMailer implements Mailer {
    private static final System.Logger LOG = System.getLogger(SmtpMailer.class.getName());
    private static final String NETWORK_LIMIT_MILLIS = "5000";

    private final MailSettings settings;
    private final InstantSource clock;

    SmtpMailer(MailSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public boolean send(String to, String subject, String text) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", settings.host());
        properties.put("mail.smtp.port", String.valueOf(settings.port()));
        properties.put("mail.smtp.from", settings.returnPath());
        properties.put("mail.smtp.connectiontimeout", NETWORK_LIMIT_MILLIS);
        properties.put("mail.smtp.timeout", NETWORK_LIMIT_MILLIS);
        properties.put("mail.smtp.writetimeout", NETWORK_LIMIT_MILLIS);
        try {
            MimeMessage message = new MimeMessage(Session.getInstance(properties));
            message.setFrom(new InternetAddress(settings.from()));
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
            message.setSubject(subject, settings.charset().name());
            message.setText(text, settings.charset().name());
            message.setSentDate(Date.from(clock.instant()));
            Transport.send(message);
            return true;
        } catch (MessagingException e) {
            // The page tells it to whoever waits for the mail.
            LOG.log(System.Logger.Level.DEBUG, "mail was not sent: {0}", e.getMessage());
            return false;
        }
    }
}
