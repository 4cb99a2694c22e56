package dev.aikagi.harness.portal.reference;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** What the portal makes of metadata that came (FIDO Metadata Service §3.2). */
final class MetadataRules {
    private MetadataRules() {}

    /** Whether who signed it may: the algorithm, the chain, the list of the revoked, the signature (steps 2 to 6). */
    interface Signature {
        /**
         * Looks at a BLOB.
         *
         * @throws IllegalArgumentException if it is not to be believed
         */
        void verify(SignedBlob blob);
    }

    /** Whether a BLOB may follow another (step 6). */
    @FunctionalInterface
    interface Order {
        /** Each has a higher number than the one before. */
        Order STRICT = (number, before) -> number > before;

        boolean follows(long number, long before);
    }

    /** Whether a model in that state may be used (§3.1.4); states that are not known say nothing. */
    @FunctionalInterface
    interface Status {
        /** Nothing of it is known to be broken. */
        Status STRICT = statuses -> statuses.stream()
                .noneMatch(Set.of(
                        "REVOKED",
                        "USER_VERIFICATION_BYPASS",
                        "ATTESTATION_KEY_COMPROMISE",
                        "USER_KEY_REMOTE_COMPROMISE",
                        "USER_KEY_PHYSICAL_COMPROMISE")::contains);

        boolean allows(List<String> statuses);
    }

    /** Whether a statement is of the version that a status report tells of (§3.1.4, UPDATE_AVAILABLE). */
    @FunctionalInterface
    interface Update {
        /** A statement that was not raised to the update is not believed. */
        Update STRICT = (statement, available) -> statement >= available;

        boolean allows(long statement, long available);
    }

    /** Whether a BLOB may still be used. */
    @FunctionalInterface
    interface Freshness {
        /** Until the day on which the next was to come. */
        Freshness STRICT = (nextUpdate, today) -> !today.isAfter(nextUpdate);

        boolean isFresh(LocalDate nextUpdate, LocalDate today);
    }

    /** Whether a model can be looked up. */
    @FunctionalInterface
    interface Model {
        /** Not the one that stands for none. */
        Model STRICT = aaguid -> !aaguid.equals("00000000-0000-0000-0000-000000000000");

        boolean isOne(String aaguid);
    }

    /** All of them. */
    record All(Signature signature, Order order, Status status, Update update, Freshness freshness, Model model) {}
}
