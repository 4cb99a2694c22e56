package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.attestation.AttestationFormat;
import dev.aikagi.authenticator.attestation.AttestationInput;
import dev.aikagi.authenticator.attestation.EnterpriseAttestation;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.CredentialExtras;
import dev.aikagi.authenticator.credential.CredentialKey;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.ctap2.CredentialVerification.User;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.extension.Extension;
import dev.aikagi.authenticator.message.AuthenticatorData;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import dev.aikagi.authenticator.message.MakeCredentialRequest;
import dev.aikagi.authenticator.message.MakeCredentialResponse;
import dev.aikagi.authenticator.pin.Permission;
import java.util.Optional;

/** CTAP 2.3 §6.1.2 authenticatorMakeCredential (0x01). The steps are the specification's; step 4 only sets flags. */
final class MakeCredentialCommand {
    private final Key key;
    private final Environment environment;
    private final CredentialVerification verification;
    private final Credentials credentials;
    private final SignedData signedData;

    MakeCredentialCommand(Key key) {
        this.key = key;
        this.environment = key.environment();
        this.verification = new CredentialVerification(key);
        this.credentials = new Credentials(key);
        this.signedData = new SignedData(key);
    }

    Bytes process(Bytes parameters, Transaction transaction) {
        MakeCredentialRequest request = MakeCredentialRequest.decode(parameters);
        CredentialVerification.Asked asked = asked(request);
        credentials.requireFit(request.excludeList());
        verification.requireParam(asked, transaction); // Steps 1 and 2
        CoseAlgorithm algorithm = chooseAlgorithm(request); // Step 3
        boolean uv = requireOptions(request); // Step 5
        uv = verification.always(true, uv, request.pinUvAuth()); // Step 6
        requireUv(request, uv); // Steps 7 and 8
        Vouching vouching = chooseAttestation(request, algorithm); // Step 9
        User user = verification.verify(asked, uv, transaction); // Steps 10 and 11
        refuseExcluded(request, asked, user, transaction); // Step 12
        verification.touch(asked, user, transaction); // Steps 13 and 14
        Extension.Making making = making(request, user.touched(true));
        CredentialExtras extras = key.extensions().attach(request.extensions(), making); // Step 15
        CborValue.Map outputs = key.extensions().made(request.extensions(), extras, making);
        PublicKeyCredentialSource credential = create(request, algorithm, extras); // Steps 16 to 18
        Bytes authenticatorData = authenticatorData(credential, vouching, user.verified(), outputs);
        return attest(request, credential, vouching, new Told(authenticatorData, making))
                .encode(); // Step 19
    }

    /** The first of the relying party's algorithms that the key can do. */
    private CoseAlgorithm chooseAlgorithm(MakeCredentialRequest request) {
        return request.algorithms().stream()
                .map(CoseAlgorithm::of)
                .flatMap(Optional::stream)
                .filter(key.algorithms()::contains)
                .findFirst()
                .orElseThrow(() -> new CtapException(CtapStatus.CTAP2_ERR_UNSUPPORTED_ALGORITHM));
    }

    /** Whether built-in user verification was asked for. */
    private boolean requireOptions(MakeCredentialRequest request) {
        boolean uv = verification.uvOption(request.options(), request.pinUvAuth());
        if (!request.options().up().orElse(true)) {
            throw new CtapException(CtapStatus.CTAP2_ERR_INVALID_OPTION);
        }
        return uv;
    }

    /** Who has a PIN or a finger on the key is not bypassed, save for a second factor where the profile says so. */
    private void requireUv(MakeCredentialRequest request, boolean uv) {
        boolean given = uv || request.pinUvAuth().isPresent();
        boolean exempt = key.makeCredUvNotRqd() && !request.options().rk().orElse(false);
        if (key.isProtected() && !given && !exempt) {
            throw new CtapException(key.uvMissing());
        }
    }

    /** How the credential is vouched for. */
    private Vouching chooseAttestation(MakeCredentialRequest request, CoseAlgorithm algorithm) {
        AttestationFormat usual = key.attestations().chosen(request.attestationFormats(), algorithm);
        Optional<Long> kind = request.enterpriseAttestation();
        if (kind.isEmpty()) {
            return new Vouching(usual, false);
        }
        if (environment.enterprise().isEmpty() || !key.state().now().settings().enterpriseAttestation()) {
            throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_PARAMETER);
        }
        if (kind.get() != EnterpriseAttestation.VENDOR_FACILITATED
                && kind.get() != EnterpriseAttestation.PLATFORM_MANAGED) {
            throw new CtapException(CtapStatus.CTAP2_ERR_INVALID_OPTION);
        }
        return environment
                .enterprise()
                .filter(enterprise -> enterprise.serves(kind.get(), request.rpId()))
                .map(enterprise -> new Vouching(enterprise.format(), true))
                .orElse(new Vouching(usual, false));
    }

    private record Vouching(AttestationFormat format, boolean enterprise) {}

    /** The user is asked before the client learns that the key is known already; not coming is an answer, too. */
    private void refuseExcluded(
            MakeCredentialRequest request, CredentialVerification.Asked asked, User user, Transaction transaction) {
        boolean known = credentials.named(request.excludeList(), request.rpId()).stream()
                .anyMatch(credential -> credential.extras().allows(user.verified(), true));
        if (known) {
            if (!verification.present(asked, user)) {
                key.consent().touch(asked.prompt(), transaction, CtapStatus.CTAP2_ERR_CREDENTIAL_EXCLUDED);
            }
            throw new CtapException(CtapStatus.CTAP2_ERR_CREDENTIAL_EXCLUDED);
        }
    }

    private Extension.Making making(MakeCredentialRequest request, User user) {
        return new Extension.Making(
                request.rpId(),
                request.options().rk().orElse(false),
                key.state().read(),
                new Extension.Using(user.present(), user.method(), key.pinUvAuth()::protocol),
                environment.random());
    }

    private PublicKeyCredentialSource create(
            MakeCredentialRequest request, CoseAlgorithm algorithm, CredentialExtras extras) {
        CredentialKey pair = credentials.generate(algorithm);
        return request.options().rk().orElse(false)
                ? credentials.keep(request.rpId(), request.user(), pair, extras)
                : credentials.wrap(request.rpId(), pair, extras);
    }

    private Bytes authenticatorData(
            PublicKeyCredentialSource credential, Vouching vouching, boolean verified, CborValue.Map outputs) {
        return signedData.of(
                credential.rpId(),
                true,
                verified,
                Optional.of(new AuthenticatorData.AttestedCredential(
                        vouching.format().aaguid(key.profile().aaguid()),
                        credential.id(),
                        credential.key().publicKey())),
                outputs);
    }

    /** What the platform is told: signed, and beside it. */
    private record Told(Bytes authenticatorData, Extension.Making making) {}

    private MakeCredentialResponse attest(
            MakeCredentialRequest request, PublicKeyCredentialSource credential, Vouching vouching, Told told) {
        AttestationInput input =
                new AttestationInput(told.authenticatorData(), request.clientDataHash(), credential.id());
        return new MakeCredentialResponse(
                vouching.format().identifier(),
                told.authenticatorData(),
                vouching.format().statement(input, credential.key(), environment.random()),
                vouching.enterprise(),
                credential.extras().largeBlobKey(),
                key.extensions().madeUnsigned(request.extensions(), told.making()));
    }

    private static CredentialVerification.Asked asked(MakeCredentialRequest request) {
        return new CredentialVerification.Asked(
                Permission.MAKE_CREDENTIAL,
                request.rpId(),
                request.clientDataHash(),
                request.pinUvAuth(),
                prompt(request));
    }

    private static ConsentPrompt prompt(MakeCredentialRequest request) {
        return new ConsentPrompt(
                ConsentPrompt.Purpose.MAKE_CREDENTIAL,
                request.rpId(),
                request.user().name().orElse(""));
    }
}
