package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.harness.probe.NotApplicableException;

/** Public keys that are none, RFC 9053 §7 and RFC 8230 §4. */
final class BadKeys {
    private static final long ES256 = -7;
    private static final long EDDSA = -8;
    private static final long RS256 = -257;
    private static final int P256 = 1;
    private static final int ED25519 = 6;

    private BadKeys() {}

    static RegistrationTrial trial() {
        return RegistrationTrial.registration()
                .unreadable("a point that is not on the curve", key(BadKeys::offCurve))
                .unreadable("the point (0, 0)", key(key -> key.cose(ES256, zeros(), zeros())))
                .unreadable("no y", key(key -> ec(ES256, P256, key.x(), Bytes.EMPTY)))
                .unreadable(
                        "a coordinate of 31 bytes",
                        key(key -> key.cose(ES256, key.x().slice(1, 32), key.y())))
                .unreadable("another curve's number", key(key -> ec(ES256, 2, key.x(), key.y())))
                .unreadable("an EC key under RS256", key(key -> key.cose(RS256, key.x(), key.y())))
                .unreadable("an Ed25519 key of small order", offered(EDDSA, BadKeys::smallOrder))
                .unreadable("RSA of 512 bits", offered(RS256, key -> Ceremonies.rsa(RS256, modulus(key, 2), 65537)))
                .unreadable("RSA with exponent 1", offered(RS256, key -> Ceremonies.rsa(RS256, modulus(key, 8), 1)));
    }

    private interface Spoiled {
        CborValue.Map of(EcKey key);
    }

    private static RegistrationMutation key(Spoiled spoiled) {
        return (seams, here) -> seams.credential(made -> {
            CborValue.Map cose = spoiled.of(made.ec());
            return made.withKey(new PublicHalf(ES256, cose));
        });
    }

    /** A key of an algorithm that the portal offers, so that it is not the algorithm that is refused. */
    private static RegistrationMutation offered(long algorithm, Spoiled spoiled) {
        return (seams, here) -> {
            if (!Ceremonies.offers(here, algorithm)) {
                throw new NotApplicableException("the portal does not offer algorithm " + algorithm);
            }
            key(spoiled).on(seams, here);
        };
    }

    private static CborValue.Map offCurve(EcKey key) {
        return key.cose(ES256, key.x(), Mutations.flipLast(key.y()));
    }

    private static CborValue.Map ec(long algorithm, int curve, Bytes x, Bytes y) {
        CborMapBuilder map = new CborMapBuilder()
                .put(1, CborValue.of(2))
                .put(3, CborValue.of(algorithm))
                .put(-1, CborValue.of(curve))
                .put(-2, CborValue.of(x));
        if (!y.isEmpty()) {
            map.put(-3, CborValue.of(y));
        }
        return map.build();
    }

    /** The neutral element: every signature of zeros is valid for it, where nobody checks. */
    private static CborValue.Map smallOrder(EcKey key) {
        byte[] one = new byte[32];
        one[0] = 1;
        return new CborMapBuilder()
                .put(1, CborValue.of(1))
                .put(3, CborValue.of(EDDSA))
                .put(-1, CborValue.of(ED25519))
                .put(-2, CborValue.of(Bytes.of(one)))
                .build();
    }

    private static Bytes zeros() {
        return Bytes.of(new byte[32]);
    }

    /** An odd number of so many times 32 bytes, from what chance the key is made of. */
    private static Bytes modulus(EcKey key, int times) {
        byte[] octets = new byte[32 * times];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = key.x().at(i % 32);
        }
        octets[0] |= (byte) 0x80;
        octets[octets.length - 1] |= 1;
        return Bytes.of(octets);
    }
}
