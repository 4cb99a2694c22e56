package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.env.Feature;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import dev.aikagi.authenticator.pin.Permission;

/** CTAP 2.1 §6.5.5.7: which permissions a key gives to whom. */
final class Permissions {
    private final Key key;

    Permissions(Key key) {
        this.key = key;
    }

    /**
     * Refuses what the key cannot give.
     *
     * @throws CtapException CTAP1_ERR_INVALID_PARAMETER if nothing is asked for; CTAP2_ERR_UNAUTHORIZED_PERMISSION if it is
     *     something that the key has not, not for this way of asking, or not together with the rest
     */
    void require(long asked, boolean builtInUv) {
        if (asked <= 0) {
            throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_PARAMETER);
        }
        for (Permission permission : Permission.values()) {
            if (permission.in(asked) && !gives(permission, builtInUv)) {
                throw new CtapException(CtapStatus.CTAP2_ERR_UNAUTHORIZED_PERMISSION);
            }
        }
        boolean persistent = Permission.PERSISTENT_CREDENTIAL_MANAGEMENT.in(asked);
        if (persistent && asked != Permission.PERSISTENT_CREDENTIAL_MANAGEMENT.bit()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_UNAUTHORIZED_PERMISSION);
        }
    }

    /** There is no uvAcfg: configuration takes the PIN. */
    private boolean gives(Permission permission, boolean builtInUv) {
        return switch (permission) {
            case MAKE_CREDENTIAL, GET_ASSERTION -> builtInUv || key.pinServesCredentials();
            case CREDENTIAL_MANAGEMENT -> key.has(Feature.CREDENTIAL_MANAGEMENT);
            case LARGE_BLOB_WRITE -> key.has(Feature.LARGE_BLOBS);
            case AUTHENTICATOR_CONFIGURATION -> key.has(Feature.CONFIG) && !builtInUv;
            case BIO_ENROLLMENT -> key.has(Feature.BIO_ENROLLMENT) && (!builtInUv || key.has(Feature.UV_BIO_ENROLL));
            case PERSISTENT_CREDENTIAL_MANAGEMENT -> key.has(Feature.PERSISTENT_CREDENTIAL_MANAGEMENT);
        };
    }
}
