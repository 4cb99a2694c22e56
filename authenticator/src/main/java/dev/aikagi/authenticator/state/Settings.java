package dev.aikagi.authenticator.state;

/**
 * What authenticatorConfig switches, CTAP 2.1 §6.11.
 *
 * @param alwaysUv whether every credential takes user verification, CTAP 2.1 §7.2
 * @param enterpriseAttestation whether it is enabled, CTAP 2.1 §7.1
 * @param longTouchForReset whether authenticatorReset takes a touch of five seconds, CTAP 2.3 §7.7
 */
public record Settings(boolean alwaysUv, boolean enterpriseAttestation, boolean longTouchForReset) {
    /** All switched off. */
    public static final Settings OFF = new Settings(false, false, false);

    public Settings withAlwaysUv(boolean changed) {
        return new Settings(changed, enterpriseAttestation, longTouchForReset);
    }

    public Settings withEnterpriseAttestation(boolean changed) {
        return new Settings(alwaysUv, changed, longTouchForReset);
    }

    public Settings withLongTouchForReset(boolean changed) {
        return new Settings(alwaysUv, enterpriseAttestation, changed);
    }
}
