package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.credential.CredentialStore;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.message.CredentialManagementRequest;
import dev.aikagi.authenticator.message.CredentialManagementResponse;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import dev.aikagi.authenticator.message.UserEntity;
import dev.aikagi.authenticator.pin.Permission;
import java.util.List;
import java.util.Optional;

/** CTAP 2.1 §6.8 authenticatorCredentialManagement (0x0A), and as its prototype (0x41) without updates. */
final class CredentialManagementCommand {
    private final Key key;
    private final Credentials credentials;
    private final CredentialStore store;
    private final Enumeration<String> relyingParties;
    private final Enumeration<PublicKeyCredentialSource> enumerated;

    CredentialManagementCommand(Key key) {
        this.key = key;
        this.credentials = new Credentials(key);
        this.store = key.environment().credentials();
        this.relyingParties = new Enumeration<>(key.environment().clock());
        this.enumerated = new Enumeration<>(key.environment().clock());
    }

    /** Another command has come in between. */
    void forget() {
        relyingParties.forget();
        enumerated.forget();
    }

    Bytes process(Bytes parameters, boolean preview) {
        CredentialManagementRequest request = CredentialManagementRequest.decode(parameters);
        SubCommand subCommand = SubCommand.of(request.subCommand(), preview);
        if (subCommand == SubCommand.NEXT_RP) {
            enumerated.forget();
            return relyingParty(relyingParties.next(), Optional.empty());
        }
        if (subCommand == SubCommand.NEXT_CREDENTIAL) {
            relyingParties.forget();
            return view(enumerated.next()).encode(Optional.empty());
        }
        forget();
        authorize(request);
        return switch (subCommand) {
            case METADATA -> metadata();
            case RPS_BEGIN -> beginRelyingParties();
            case CREDENTIALS_BEGIN -> beginCredentials(request);
            case DELETE -> delete(request);
            default -> update(request);
        };
    }

    /** The steps that all subcommands begin with, but those that go on with an enumeration. */
    private void authorize(CredentialManagementRequest request) {
        key.pinUvAuth()
                .authorize(PinUvAuth.needed(request.pinUvAuth()), request.signed(), Permission.CREDENTIAL_MANAGEMENT);
    }

    /** §6.8.2. */
    private Bytes metadata() {
        requireUnbound();
        return CredentialManagementResponse.metadata(credentials.count(), credentials.room());
    }

    /** §6.8.3. */
    private Bytes beginRelyingParties() {
        requireUnbound();
        List<String> rpIds = store.all().stream()
                .map(PublicKeyCredentialSource::rpId)
                .distinct()
                .sorted()
                .toList();
        requireSome(rpIds);
        return relyingParty(relyingParties.begin(rpIds), Optional.of(rpIds.size()));
    }

    /** §6.8.4. */
    private Bytes beginCredentials(CredentialManagementRequest request) {
        Bytes rpIdHash = request.rpIdHash();
        PinUvAuth.require(key.pinUvAuth()
                .token()
                .rpId()
                .filter(bound -> !SignedData.sha256(bound).equals(rpIdHash))
                .isEmpty());
        List<PublicKeyCredentialSource> found = store.all().stream()
                .filter(credential -> SignedData.sha256(credential.rpId()).equals(rpIdHash))
                .toList();
        requireSome(found);
        return view(enumerated.begin(found)).encode(Optional.of(found.size()));
    }

    /** §6.8.5. */
    private Bytes delete(CredentialManagementRequest request) {
        store.remove(find(request).id());
        return Bytes.EMPTY;
    }

    /** §6.8.6. */
    private Bytes update(CredentialManagementRequest request) {
        UserEntity user = request.user();
        PublicKeyCredentialSource credential = find(request);
        if (credential.user().filter(known -> known.id().equals(user.id())).isEmpty()) {
            throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_PARAMETER);
        }
        store.update(credential.withUser(user.withoutEmptyNames()));
        return Bytes.EMPTY;
    }

    /** The discoverable credential of that id; a token that is bound elsewhere learns nothing of it. */
    private PublicKeyCredentialSource find(CredentialManagementRequest request) {
        Bytes id = request.credentialId().id();
        Optional<PublicKeyCredentialSource> found = store.all().stream()
                .filter(credential -> credential.id().equals(id))
                .findFirst();
        found.ifPresent(credential -> key.pinUvAuth().requireRpId(credential.rpId()));
        return found.orElseThrow(() -> new CtapException(CtapStatus.CTAP2_ERR_NO_CREDENTIALS));
    }

    /** What concerns all relying parties is not for a token of one. */
    private void requireUnbound() {
        PinUvAuth.require(key.pinUvAuth().token().rpId().isEmpty());
    }

    private static void requireSome(List<?> found) {
        if (found.isEmpty()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_NO_CREDENTIALS);
        }
    }

    private static Bytes relyingParty(String rpId, Optional<Integer> total) {
        return CredentialManagementResponse.relyingParty(rpId, SignedData.sha256(rpId), total);
    }

    private static CredentialManagementResponse.Credential view(PublicKeyCredentialSource credential) {
        return new CredentialManagementResponse.Credential(
                credential.user().orElseThrow(),
                credential.id(),
                credential.key().publicKey(),
                credential.extras().protection(),
                credential.extras().largeBlobKey());
    }

    private enum SubCommand {
        METADATA(0x01),
        RPS_BEGIN(0x02),
        NEXT_RP(0x03),
        CREDENTIALS_BEGIN(0x04),
        NEXT_CREDENTIAL(0x05),
        DELETE(0x06),
        UPDATE(0x07);

        private final long code;

        SubCommand(long code) {
            this.code = code;
        }

        static SubCommand of(long code, boolean preview) {
            for (SubCommand subCommand : values()) {
                if (subCommand.code == code && !(preview && subCommand == UPDATE)) {
                    return subCommand;
                }
            }
            throw new CtapException(CtapStatus.CTAP2_ERR_INVALID_SUBCOMMAND);
        }
    }
}
