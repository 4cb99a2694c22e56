package dev.aikagi.ctapsim.hybrid;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborException;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborReader;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import java.time.Instant;
import java.util.Optional;

/**
 * What a client's QR code says: {@code FIDO:/} and the digits of a CBOR map.
 *
 * @param identityKey the client's key for this transaction: a P-256 point, compressed, 33 bytes
 * @param secret 16 bytes; whoever has seen them may take part
 * @param knownDomains how many assigned tunnel service domains the client knows
 * @param at when it was shown, to the second
 * @param stateAssisted whether the client could come back without a QR code
 * @param hint what will be asked: {@code mc} or {@code ga}
 */
public record QrContents(
        Bytes identityKey, Bytes secret, int knownDomains, Instant at, boolean stateAssisted, String hint) {
    public static final String MAKE_CREDENTIAL = "mc";
    public static final String GET_ASSERTION = "ga";

    static final String SCHEME = "FIDO:/";

    private static final int KEY_SIZE = 33;
    private static final int SECRET_SIZE = 16;

    public QrContents {
        if (identityKey.size() != KEY_SIZE || secret.size() != SECRET_SIZE) {
            throw new IllegalArgumentException("an identity key has 33 bytes and a secret 16");
        }
        at = Instant.ofEpochSecond(at.getEpochSecond());
    }

    /** The text of the QR code. */
    public String encode() {
        CborValue.Map map = new CborMapBuilder()
                .put(0, CborValue.of(identityKey))
                .put(1, CborValue.of(secret))
                .put(2, CborValue.of(knownDomains))
                .put(3, CborValue.of(at.getEpochSecond()))
                .put(4, stateAssisted ? Optional.of(CborValue.of(true)) : Optional.empty())
                .put(5, CborValue.of(hint))
                .build();
        return SCHEME + DigitEncoding.encode(CborWriter.write(map));
    }

    /**
     * Reads the text of a QR code. A hint that is not known counts as {@code ga}; members that are not known are passed over.
     *
     * @throws HybridException for a QR code of something else, or a broken one
     */
    public static QrContents parse(String text) throws HybridException {
        if (!text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new HybridException("this QR code is not for passkeys: it does not begin with FIDO:/");
        }
        CborValue.Map map = map(DigitEncoding.decode(text.substring(SCHEME.length())));
        return new QrContents(
                octets(map, 0, KEY_SIZE),
                octets(map, 1, SECRET_SIZE),
                (int) Math.min(number(map, 2), Integer.MAX_VALUE),
                Instant.ofEpochSecond(number(map, 3)),
                new CborValue.Bool(true).equals(map.entries().get(CborValue.of(4))),
                CborValue.of(MAKE_CREDENTIAL).equals(map.entries().get(CborValue.of(5)))
                        ? MAKE_CREDENTIAL
                        : GET_ASSERTION);
    }

    private static CborValue.Map map(Bytes octets) throws HybridException {
        try {
            if (CborReader.read(octets) instanceof CborValue.Map map) {
                return map;
            }
        } catch (CborException e) {
            throw new HybridException("the digits of the QR code are no CBOR: " + e.getMessage(), e);
        }
        throw new HybridException("the digits of the QR code are no CBOR map");
    }

    private static Bytes octets(CborValue.Map map, int key, int size) throws HybridException {
        if (map.entries().get(CborValue.of(key)) instanceof CborValue.Octets octets
                && octets.value().size() == size) {
            return octets.value();
        }
        throw new HybridException("member " + key + " of the QR code must have " + size + " bytes");
    }

    private static long number(CborValue.Map map, int key) throws HybridException {
        CborValue value = map.entries().get(CborValue.of(key));
        if (value == null) {
            return 0;
        }
        if (value instanceof CborValue.Int number && number.value() >= 0) {
            return number.value();
        }
        throw new HybridException("member " + key + " of the QR code must be a number");
    }

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return "QrContents[" + hint + ", " + at + "]";
    }
}
