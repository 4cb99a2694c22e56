package dev.aikagi.harness.decode;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.charset.StandardCharsets;

/** Shows what passes between a portal, a client and a key as a tree; says of anything else why it is none of these. */
public final class Decoder {
    private Decoder() {}

    /**
     * Decodes text whose kind is found out: JSON, an otpauth URI, PEM, a {@code data:image/png} URI, or bytes in
     * hexadecimal, base64url or base64. Secrets are masked.
     *
     * @throws DecodeException saying what was tried and why each did not fit
     */
    public static Decoded decode(String input) throws DecodeException {
        return decode(input, Secrets.MASKED);
    }

    /**
     * As {@link #decode(String)}, with secrets shown if asked for.
     *
     * @throws DecodeException saying what was tried and why each did not fit
     */
    public static Decoded decode(String input, Secrets secrets) throws DecodeException {
        return new Recognition(secrets).text(input.strip());
    }

    /**
     * Decodes bytes whose kind is found out: a file's content, binary or text. Secrets are masked.
     *
     * @throws DecodeException saying what was tried and why each did not fit
     */
    public static Decoded decode(byte[] input) throws DecodeException {
        return decode(input, Secrets.MASKED);
    }

    /**
     * As {@link #decode(byte[])}, with secrets shown if asked for.
     *
     * @throws DecodeException saying what was tried and why each did not fit
     */
    public static Decoded decode(byte[] input, Secrets secrets) throws DecodeException {
        return new Recognition(secrets).file(Bytes.of(input));
    }

    /**
     * Decodes bytes of a known kind, those of a kind that is text in UTF-8. Secrets are masked.
     *
     * @throws DecodeException saying why they are not of that kind
     */
    public static Decoded decode(Kind kind, byte[] input) throws DecodeException {
        return decode(kind, input, Secrets.MASKED);
    }

    /**
     * As {@link #decode(Kind, byte[])}, with secrets shown if asked for.
     *
     * @throws DecodeException saying why they are not of that kind
     */
    public static Decoded decode(Kind kind, byte[] input, Secrets secrets) throws DecodeException {
        return new Recognition(secrets).known(kind, Bytes.of(input));
    }

    /**
     * As {@link #decode(Kind, byte[])}, from text: bytes in any of the encodings, or the text itself.
     *
     * @throws DecodeException saying why it is not of that kind
     */
    public static Decoded decode(Kind kind, String input, Secrets secrets) throws DecodeException {
        return new Recognition(secrets).known(kind, input.strip());
    }

    /**
     * The tree as text, for evidence; never throws. What cannot be decoded is shown in hexadecimal with the reason, or,
     * where it might hold a secret, by its length alone.
     */
    public static String text(Kind kind, byte[] input) {
        try {
            return decode(kind, input).toText();
        } catch (DecodeException e) {
            return undecoded(kind, input, Tree.printable(e.getMessage()));
        } catch (RuntimeException e) {
            // A step must not fail because its evidence could not be shown.
            return undecoded(kind, input, e.getClass().getSimpleName());
        }
    }

    private static String undecoded(Kind kind, byte[] input, String reason) {
        String shown = kind.maySecret()
                ? input.length + " bytes"
                : kind.isText()
                        ? Tree.printable(new String(input, StandardCharsets.UTF_8))
                        : Bytes.of(input).hex();
        return shown + "\n(not decoded as " + kind.title() + ": " + reason + ")";
    }
}
