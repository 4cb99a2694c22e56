package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import java.util.Optional;

/** CTAP 2.1 §6.8 authenticatorCredentialManagement; which parameters are needed depends on the subcommand. */
public final class CredentialManagementRequest {
    private static final CborValue RP_ID_HASH = CborValue.of(0x01);
    private static final CborValue CREDENTIAL_ID = CborValue.of(0x02);
    private static final CborValue USER = CborValue.of(0x03);

    private final ManagementRequest management;

    private CredentialManagementRequest(ManagementRequest management) {
        this.management = management;
    }

    public static CredentialManagementRequest decode(Bytes encoded) {
        return new CredentialManagementRequest(ManagementRequest.decode(
                encoded, CborValue.of(0x01), CborValue.of(0x02), CborValue.of(0x03), CborValue.of(0x04)));
    }

    public long subCommand() {
        return management.subCommand();
    }

    public Optional<PinUvAuthParam> pinUvAuth() {
        return management.pinUvAuth();
    }

    /** What pinUvAuthParam is made of: the subcommand and its parameters. */
    public Bytes signed() {
        return management.signed();
    }

    /** As all that follow: CTAP2_ERR_MISSING_PARAMETER where it is not there. */
    public Bytes rpIdHash() {
        return management.parameters().octets(RP_ID_HASH);
    }

    public CredentialDescriptor credentialId() {
        return CredentialDescriptor.decode(management.parameters().value(CREDENTIAL_ID));
    }

    public UserEntity user() {
        return UserEntity.decode(management.parameters().members(USER));
    }
}
