package dev.aikagi.harness.device;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The part of a provider that keys need: ECDSA, ECDH and RSA. The rest of it, TLS first of all, stays with whoever had it:
 * a portal must not be met with another TLS because a key signs faster.
 */
final class KeyArithmetic extends Provider {
    static final String NAME = "AikagiKeyArithmetic";

    private static final long serialVersionUID = 1L;
    private static final Map<String, Set<String>> WANTED = Map.of(
            "KeyPairGenerator", Set.of("EC", "RSA"),
            "KeyFactory", Set.of("EC", "RSA"),
            "KeyAgreement", Set.of("ECDH"),
            "Signature", Set.of("SHA256WITHECDSA", "SHA384WITHECDSA", "SHA512WITHECDSA", "SHA256WITHRSA"));

    private final String owner;

    KeyArithmetic(Provider whole) {
        super(NAME, whole.getVersionStr(), "the keys' algorithms of " + whole.getName());
        owner = whole.getName();
        whole.getServices().stream()
                .filter(service -> WANTED.getOrDefault(service.getType(), Set.of())
                        .contains(service.getAlgorithm().toUpperCase(Locale.ROOT)))
                .forEach(service -> putService(new Lent(this, service)));
    }

    /** The name of the provider that it is a part of. */
    String owner() {
        return owner;
    }

    /** A service of another provider, whose objects that one makes. */
    private static final class Lent extends Provider.Service {
        private final Provider.Service owner;

        Lent(Provider provider, Provider.Service owner) {
            super(provider, owner.getType(), owner.getAlgorithm(), owner.getClassName(), List.of(), null);
            this.owner = owner;
        }

        @Override
        public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return owner.newInstance(parameter);
        }

        @Override
        public boolean supportsParameter(Object parameter) {
            return owner.supportsParameter(parameter);
        }
    }
}
