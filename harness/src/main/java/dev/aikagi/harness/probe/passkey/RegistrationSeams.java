package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.function.UnaryOperator;

/** Where a registration can be made wrong: what any response has, the credential, and how it is attested. */
final class RegistrationSeams extends ResponseSeams<RegistrationSeams> {
    private UnaryOperator<ForgedCredential> credential = made -> made;
    private UnaryOperator<Bytes> coseKey = key -> key;
    private Bytes aaguid = Bytes.of(new byte[16]);
    private Attester attester = Attester.NONE;
    private UnaryOperator<Bytes> attestationObject = bytes -> bytes;

    @Override
    RegistrationSeams self() {
        return this;
    }

    /** The credential itself: id, key, user. */
    RegistrationSeams credential(UnaryOperator<ForgedCredential> change) {
        credential = change;
        return this;
    }

    /** The public key as it stands in the attested credential data. */
    RegistrationSeams coseKey(UnaryOperator<Bytes> change) {
        coseKey = change;
        return this;
    }

    /** The authenticator's model. */
    RegistrationSeams aaguid(Bytes model) {
        aaguid = model;
        return this;
    }

    /** Who attests, and how. */
    RegistrationSeams attester(Attester other) {
        attester = other;
        return this;
    }

    /** The attestation object as bytes. */
    RegistrationSeams attestationObject(UnaryOperator<Bytes> change) {
        attestationObject = change;
        return this;
    }

    ForgedCredential throughCredential(ForgedCredential made) {
        return credential.apply(made);
    }

    Bytes throughCoseKey(Bytes key) {
        return coseKey.apply(key);
    }

    Bytes model() {
        return aaguid;
    }

    Attester attester() {
        return attester;
    }

    Bytes throughAttestationObject(Bytes bytes) {
        return attestationObject.apply(bytes);
    }
}
