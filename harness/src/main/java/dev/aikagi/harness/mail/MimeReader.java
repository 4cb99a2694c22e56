package dev.aikagi.harness.mail;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** Turns a MIME message into a {@link Mail} (RFC 2045–2047; charsets are the JDK's, ISO-2022-JP among them). */
final class MimeReader {
    private MimeReader() {}

    static Mail read(Message message) throws MessagingException, IOException {
        ByteArrayOutputStream source = new ByteArrayOutputStream();
        message.writeTo(source);
        return new Mail(
                address(message.getFrom()),
                address(message.getRecipients(Message.RecipientType.TO)),
                Optional.ofNullable(message.getSubject()).orElse(""),
                text(message).orElse(""),
                Optional.ofNullable(message.getReceivedDate())
                        .map(Date::toInstant)
                        .orElse(Instant.EPOCH),
                source.toString(StandardCharsets.ISO_8859_1));
    }

    private static String address(Address @Nullable [] addresses) {
        if (addresses == null || addresses.length == 0) {
            return "";
        }
        return addresses[0] instanceof InternetAddress internet ? internet.getAddress() : addresses[0].toString();
    }

    private static Optional<String> text(Part part) throws MessagingException, IOException {
        if (part.isMimeType("text/html")) {
            return Optional.of(Jsoup.parse(part.getContent().toString()).wholeText());
        }
        if (part.isMimeType("text/*")) {
            return Optional.of(part.getContent().toString());
        }
        return part.getContent() instanceof Multipart parts ? textOf(parts) : Optional.empty();
    }

    private static Optional<String> textOf(Multipart parts) throws MessagingException, IOException {
        Optional<String> found = Optional.empty();
        for (int i = 0; i < parts.getCount(); i++) {
            Part part = parts.getBodyPart(i);
            if (part.isMimeType("text/plain")) {
                return text(part);
            }
            found = found.isPresent() ? found : text(part);
        }
        return found;
    }
}
