package dev.aikagi.harness.decode;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out what something is by trying, the kinds with the clearest marks first. */
final class Recognition {
    private static final String PEM = "-----BEGIN CERTIFICATE-----";
    private static final List<Kind> BINARY = List.of(
            Kind.ATTESTATION_OBJECT,
            Kind.CTAP_REQUEST,
            Kind.CTAP_RESPONSE,
            Kind.AUTHENTICATOR_DATA,
            Kind.CTAPHID_REPORT,
            Kind.RESPONSE_APDU,
            Kind.COMMAND_APDU,
            Kind.CBOR);

    private final Secrets secrets;
    private final Fields fields;

    Recognition(Secrets secrets) {
        this.secrets = secrets;
        this.fields = new Fields(secrets);
    }

    /** What was tried in vain, and why. */
    private static final class Reasons {
        private final List<String> lines = new ArrayList<>();

        void add(String tried, String why) {
            lines.add("- " + tried + ": " + Tree.printable(why));
        }

        DecodeException exception() {
            return new DecodeException("nothing that can be decoded; tried in vain:\n" + String.join("\n", lines));
        }
    }

    Decoded file(Bytes input) throws DecodeException {
        Optional<String> text = printable(input);
        if (text.isEmpty()) {
            Reasons reasons = new Reasons();
            return binary(input, "", reasons).orElseThrow(reasons::exception);
        }
        return text(text.get().strip());
    }

    Decoded text(String input) throws DecodeException {
        if (OtpDecoder.isOtpAuth(input)) {
            return known(Kind.OTPAUTH_URI, input);
        }
        if (input.startsWith("data:")) {
            return known(Kind.QR_IMAGE, input);
        }
        if (input.startsWith(PEM)) {
            return known(Kind.CERTIFICATE, input);
        }
        if (input.startsWith("{")) {
            return known(JsonDecoder.kind(input), input);
        }
        Reasons reasons = new Reasons();
        for (Map.Entry<String, Bytes> reading : Encodings.readings(input).entrySet()) {
            Optional<Decoded> decoded = binary(reading.getValue(), reading.getKey() + ", ", reasons);
            if (decoded.isPresent()) {
                return decoded.get();
            }
        }
        if (reasons.lines.isEmpty()) {
            reasons.add("JSON, PEM, a data: or otpauth: URI", "it does not begin like one");
            reasons.add("bytes", "neither hexadecimal nor base64url nor base64");
        }
        throw reasons.exception();
    }

    /** Bytes that stood in a file, or in the encoding {@code prefix}. */
    private Optional<Decoded> binary(Bytes input, String prefix, Reasons reasons) {
        Optional<Kind> marked = marked(input);
        if (marked.isPresent()) {
            Optional<Decoded> decoded = attempt(marked.get(), input, prefix, reasons);
            if (decoded.isPresent()) {
                return decoded;
            }
        }
        for (Kind kind : BINARY) {
            if (kind == Kind.RESPONSE_APDU && !ApduDecoder.isKnownStatus(input)) {
                reasons.add(prefix + kind.title(), "it does not end in a known status word");
                continue;
            }
            Optional<Decoded> decoded = attempt(kind, input, prefix, reasons);
            if (decoded.isPresent()) {
                return decoded;
            }
        }
        return Optional.empty();
    }

    private Optional<Decoded> attempt(Kind kind, Bytes input, String prefix, Reasons reasons) {
        try {
            return Optional.of(known(kind, input));
        } catch (DecodeException e) {
            reasons.add(prefix + kind.title(), e.getMessage());
            return Optional.empty();
        }
    }

    /** The kind that the first bytes announce: a picture, DER, JSON, a report's command, an instruction with a name. */
    private static Optional<Kind> marked(Bytes input) {
        String start = input.slice(0, Math.min(4, input.size())).hex();
        if (start.equals("89504e47") || start.startsWith("ffd8ff") || start.equals("47494638")) {
            return Optional.of(Kind.QR_IMAGE);
        }
        if (start.startsWith("3082") || start.startsWith("3081")) {
            return Optional.of(Kind.CERTIFICATE);
        }
        if (start.startsWith("7b")) {
            return json(input);
        }
        if (input.size() == 64 && (input.at(4) & 0x80) != 0) {
            return Optional.of(Kind.CTAPHID_REPORT);
        }
        return ApduDecoder.isKnown(input) ? Optional.of(Kind.COMMAND_APDU) : Optional.empty();
    }

    private static Optional<Kind> json(Bytes input) {
        try {
            return Optional.of(JsonDecoder.kind(utf8(input)));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    Decoded known(Kind kind, String input) throws DecodeException {
        Tree tree = new Tree();
        if (kind == Kind.OTPAUTH_URI) {
            new OtpDecoder(secrets).uri(input, tree);
        } else if (kind == Kind.QR_IMAGE && input.startsWith("data:")) {
            new OtpDecoder(secrets).dataUri(input, tree);
        } else if (kind.isText() && input.startsWith("{")) {
            new JsonDecoder(fields).show(kind, input, tree);
        } else if (kind == Kind.CERTIFICATE && input.startsWith(PEM)) {
            CertificateDecoder.show(Bytes.of(input.getBytes(StandardCharsets.US_ASCII)), tree);
        } else {
            return encoded(kind, input);
        }
        return new Decoded(kind, tree.lines());
    }

    private Decoded encoded(Kind kind, String input) throws DecodeException {
        Reasons reasons = new Reasons();
        for (Map.Entry<String, Bytes> reading : Encodings.readings(input).entrySet()) {
            Optional<Decoded> decoded = attempt(kind, reading.getValue(), reading.getKey() + ", ", reasons);
            if (decoded.isPresent()) {
                return decoded.get();
            }
        }
        if (reasons.lines.isEmpty()) {
            reasons.add(kind.title(), "neither hexadecimal nor base64url nor base64");
        }
        throw reasons.exception();
    }

    Decoded known(Kind kind, Bytes input) throws DecodeException {
        if (input.isEmpty()) {
            throw new DecodeException("nothing is there");
        }
        Tree tree = new Tree();
        switch (kind) {
            case ATTESTATION_OBJECT -> new JsonDecoder(fields).attestation(input, tree);
            case AUTHENTICATOR_DATA -> new AuthenticatorDataDecoder(fields).show(input, tree);
            case CLIENT_DATA, REGISTRATION_RESPONSE, AUTHENTICATION_RESPONSE, CREATION_OPTIONS, REQUEST_OPTIONS ->
                new JsonDecoder(fields).show(kind, utf8(input), tree);
            case CTAP_REQUEST -> new CtapDecoder(fields).request(input, tree);
            case CTAP_RESPONSE -> new CtapDecoder(fields).response(input, tree);
            case CTAPHID_REPORT -> new CtapHidDecoder(fields).show(input, tree);
            case COMMAND_APDU -> new ApduDecoder(fields).command(input, tree);
            case RESPONSE_APDU -> new ApduDecoder(fields).response(input, tree);
            case OTPAUTH_URI -> new OtpDecoder(secrets).uri(utf8(input), tree);
            case QR_IMAGE -> new OtpDecoder(secrets).picture(input, tree);
            case CERTIFICATE -> CertificateDecoder.show(input, tree);
            case CBOR -> cbor(input, tree);
        }
        return new Decoded(kind, tree.lines());
    }

    private void cbor(Bytes input, Tree tree) throws DecodeException {
        CborTree.Read read = CborTree.whole(input);
        read.remarks().forEach(tree::remark);
        if (Fields.isCoseKey(read.item())) {
            fields.key(tree.line("", "COSE key"), read.item());
        } else {
            tree.line("", read.item().toString());
        }
    }

    private static Optional<String> printable(Bytes input) {
        try {
            String text = utf8(input);
            boolean control = text.chars().anyMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c));
            return control || text.isBlank() ? Optional.empty() : Optional.of(text);
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    private static String utf8(Bytes input) throws DecodeException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(input.toArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DecodeException("not UTF-8");
        }
    }
}
