package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.CredentialExtras;
import dev.aikagi.authenticator.credential.CredentialKey;
import dev.aikagi.authenticator.credential.CredentialWrapper;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.credential.VaultFullException;
import dev.aikagi.authenticator.message.CredentialDescriptor;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import dev.aikagi.authenticator.message.UserEntity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The credentials of a key: the discoverable ones it keeps, and those it finds again in their ids. */
final class Credentials {
    private static final int CREDENTIAL_ID_SIZE = 32;

    private final Key key;

    Credentials(Key key) {
        this.key = key;
    }

    /**
     * Refuses lists longer than authenticatorGetInfo promises to take.
     *
     * @throws CtapException CTAP2_ERR_LIMIT_EXCEEDED
     */
    void requireFit(List<CredentialDescriptor> list) {
        if (list.size() > key.limits().maxCredentialsInList()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_LIMIT_EXCEEDED);
        }
    }

    /** The discoverable ones of a relying party, the newest first. */
    List<PublicKeyCredentialSource> discoverable(String rpId) {
        return key.environment().credentials().of(rpId);
    }

    /** Those of the relying party's credentials that the list names. */
    List<PublicKeyCredentialSource> named(List<CredentialDescriptor> list, String rpId) {
        Bytes rpIdHash = SignedData.sha256(rpId);
        Stream<PublicKeyCredentialSource> kept = discoverable(rpId).stream()
                .filter(credential ->
                        list.contains(new CredentialDescriptor(CredentialDescriptor.PUBLIC_KEY, credential.id())));
        Stream<PublicKeyCredentialSource> wrapped = list.stream()
                .filter(descriptor -> descriptor.type().equals(CredentialDescriptor.PUBLIC_KEY))
                .flatMap(descriptor -> wrapper()
                        .unwrap(descriptor.id(), rpIdHash)
                        .map(found -> new PublicKeyCredentialSource(
                                descriptor.id(), rpId, Optional.empty(), found.key(), found.extras()))
                        .stream());
        return Stream.concat(kept, wrapped).toList();
    }

    /** A fresh pair, wherever the key's private keys are; CTAP2_ERR_KEY_STORE_FULL. */
    CredentialKey generate(CoseAlgorithm algorithm) {
        try {
            return key.vault().generate(algorithm, key.environment().random());
        } catch (VaultFullException e) {
            throw new CtapException(CtapStatus.CTAP2_ERR_KEY_STORE_FULL);
        }
    }

    /** A credential that the key keeps, in place of the one of the same user; CTAP2_ERR_KEY_STORE_FULL. */
    PublicKeyCredentialSource keep(String rpId, UserEntity user, CredentialKey pair, CredentialExtras extras) {
        byte[] id = new byte[CREDENTIAL_ID_SIZE];
        key.environment().random().nextBytes(id);
        PublicKeyCredentialSource credential =
                new PublicKeyCredentialSource(Bytes.of(id), rpId, Optional.of(user), pair, extras);
        if (room() == 0 && !key.environment().credentials().holdsForSameUser(credential)) {
            key.vault().forget(pair);
            throw new CtapException(CtapStatus.CTAP2_ERR_KEY_STORE_FULL);
        }
        key.environment().credentials().put(credential);
        return credential;
    }

    /** A credential that the relying party keeps. */
    PublicKeyCredentialSource wrap(String rpId, CredentialKey pair, CredentialExtras extras) {
        Bytes id = wrapper().wrap(pair, extras, SignedData.sha256(rpId));
        return new PublicKeyCredentialSource(id, rpId, Optional.empty(), pair, extras);
    }

    /** How many discoverable ones there are. */
    int count() {
        return key.environment().credentials().all().size();
    }

    /** How many more there could be. */
    int room() {
        return Math.max(0, key.profile().capacity() - count());
    }

    CredentialWrapper wrapper() {
        return new CredentialWrapper(
                key.state().now().secrets().wrappingKey(), key.environment().random(), key.vault());
    }
}
