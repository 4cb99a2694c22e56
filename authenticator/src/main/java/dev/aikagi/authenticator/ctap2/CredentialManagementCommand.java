package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.credential.CredentialStore;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.env.Feature;
import dev.aikagi.authenticator.message.CredentialManagementRequest;
import dev.aikagi.authenticator.message.CredentialManagementResponse;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import dev.aikagi.authenticator.message.PinUvAuthParam;
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
        Optional<String> bound = authorize(request, subCommand);
        return switch (subCommand) {
            case METADATA -> metadata(bound);
            case RPS_BEGIN -> beginRelyingParties(bound);
            case CREDENTIALS_BEGIN -> beginCredentials(request, bound);
            case DELETE -> delete(request, bound);
            default -> update(request, bound);
        };
    }

    /**
     * The steps that all subcommands begin with, but those that go on with an enumeration. For looking, the token that
     * outlasts power will do, CTAP 2.2 §6.8.
     *
     * @return the relying party that the token is bound to, if any
     */
    private Optional<String> authorize(CredentialManagementRequest request, SubCommand subCommand) {
        PinUvAuthParam param = PinUvAuth.needed(request.pinUvAuth());
        requireMandatory(request, subCommand);
        boolean looking = subCommand.looks && key.has(Feature.PERSISTENT_CREDENTIAL_MANAGEMENT);
        if (looking && key.pinUvAuth().authorizedPersistently(param, request.signed())) {
            return Optional.empty();
        }
        key.pinUvAuth().authorize(param, request.signed(), Permission.CREDENTIAL_MANAGEMENT);
        return key.pinUvAuth().token().rpId();
    }

    /** What is missing is told before the parameter is looked at. */
    private static void requireMandatory(CredentialManagementRequest request, SubCommand subCommand) {
        switch (subCommand) {
            case CREDENTIALS_BEGIN -> request.rpIdHash();
            case DELETE -> request.credentialId();
            case UPDATE -> {
                request.credentialId();
                request.user();
            }
            default -> {}
        }
    }

    /** §6.8.2. */
    private Bytes metadata(Optional<String> bound) {
        PinUvAuth.require(bound.isEmpty());
        return CredentialManagementResponse.metadata(credentials.count(), credentials.room());
    }

    /** §6.8.3. */
    private Bytes beginRelyingParties(Optional<String> bound) {
        PinUvAuth.require(bound.isEmpty());
        List<String> rpIds = store.all().stream()
                .map(PublicKeyCredentialSource::rpId)
                .distinct()
                .sorted()
                .toList();
        requireSome(rpIds);
        return relyingParty(relyingParties.begin(rpIds), Optional.of(rpIds.size()));
    }

    /** §6.8.4. */
    private Bytes beginCredentials(CredentialManagementRequest request, Optional<String> bound) {
        Bytes rpIdHash = request.rpIdHash();
        PinUvAuth.require(
                bound.filter(rpId -> !SignedData.sha256(rpId).equals(rpIdHash)).isEmpty());
        List<PublicKeyCredentialSource> found = store.all().stream()
                .filter(credential -> SignedData.sha256(credential.rpId()).equals(rpIdHash))
                .toList();
        requireSome(found);
        return view(enumerated.begin(found)).encode(Optional.of(found.size()));
    }

    /** §6.8.5. */
    private Bytes delete(CredentialManagementRequest request, Optional<String> bound) {
        store.remove(find(request, bound).id());
        return Bytes.EMPTY;
    }

    /** §6.8.6. */
    private Bytes update(CredentialManagementRequest request, Optional<String> bound) {
        UserEntity user = request.user();
        PublicKeyCredentialSource credential = find(request, bound);
        if (credential.user().filter(known -> known.id().equals(user.id())).isEmpty()) {
            throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_PARAMETER);
        }
        store.update(credential.withUser(user.withoutEmptyNames()));
        return Bytes.EMPTY;
    }

    /** The discoverable credential of that id; a token that is bound elsewhere learns nothing of it. */
    private PublicKeyCredentialSource find(CredentialManagementRequest request, Optional<String> bound) {
        Bytes id = request.credentialId().id();
        Optional<PublicKeyCredentialSource> found = store.all().stream()
                .filter(credential -> credential.id().equals(id))
                .findFirst();
        found.ifPresent(credential -> PinUvAuth.require(
                bound.filter(rpId -> !rpId.equals(credential.rpId())).isEmpty()));
        return found.orElseThrow(() -> new CtapException(CtapStatus.CTAP2_ERR_NO_CREDENTIALS));
    }

    private static void requireSome(List<?> found) {
        if (found.isEmpty()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_NO_CREDENTIALS);
        }
    }

    private static Bytes relyingParty(String rpId, Optional<Integer> total) {
        return CredentialManagementResponse.relyingParty(rpId, SignedData.sha256(rpId), total);
    }

    private CredentialManagementResponse.Credential view(PublicKeyCredentialSource credential) {
        return new CredentialManagementResponse.Credential(
                credential.user().orElseThrow(),
                credential.id(),
                credential.key().publicKey(),
                credential.extras().protection(),
                credential.extras().largeBlobKey(),
                Optional.of(credential.extras().thirdPartyPayment())
                        .filter(any -> key.has(Feature.THIRD_PARTY_PAYMENT)));
    }

    private enum SubCommand {
        METADATA(0x01, true),
        RPS_BEGIN(0x02, true),
        NEXT_RP(0x03, true),
        CREDENTIALS_BEGIN(0x04, true),
        NEXT_CREDENTIAL(0x05, true),
        DELETE(0x06, false),
        UPDATE(0x07, false);

        private final long code;
        private final boolean looks;

        SubCommand(long code, boolean looks) {
            this.code = code;
            this.looks = looks;
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
