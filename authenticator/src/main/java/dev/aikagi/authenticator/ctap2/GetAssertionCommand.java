package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import dev.aikagi.authenticator.message.GetAssertionRequest;
import dev.aikagi.authenticator.message.RequestOptions;
import java.util.List;
import java.util.Optional;

/** CTAP 2.1 §6.2.2 authenticatorGetAssertion (0x02). The steps are the specification's. */
final class GetAssertionCommand {
    private final Environment environment;
    private final UserConsent consent;
    private final Assertions assertions;
    private final RemainingAssertions remaining;

    GetAssertionCommand(AuthenticatorProfile profile, Environment environment, RemainingAssertions remaining) {
        this.environment = environment;
        this.consent = new UserConsent(environment);
        this.assertions = new Assertions(profile, environment);
        this.remaining = remaining;
    }

    Bytes process(Bytes parameters, Transaction transaction) {
        GetAssertionRequest request = GetAssertionRequest.decode(parameters);
        CredentialLists.requireFit(request.allowList());
        requireNoPin(request); // Steps 1 and 2
        requireOptions(request.options()); // Steps 3 and 4
        boolean present = request.options().up().orElse(true);
        boolean verified = request.options().uv().orElse(false);
        if (verified) {
            consent.verify(prompt(request), transaction); // Step 6
        }
        List<PublicKeyCredentialSource> applicable = locate(request); // Step 7
        if (present && !verified) {
            consent.touch(prompt(request), transaction); // Step 9
        }
        return answer(request, applicable, present, verified); // Steps 11 to 13
    }

    private static void requireNoPin(GetAssertionRequest request) {
        if (request.pinUvAuth()) {
            throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_PARAMETER);
        }
    }

    private static void requireOptions(RequestOptions options) {
        if (options.rk().isPresent()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_UNSUPPORTED_OPTION);
        }
    }

    /** Those the allow list names, or without one the discoverable ones; the newest first. */
    private List<PublicKeyCredentialSource> locate(GetAssertionRequest request) {
        List<PublicKeyCredentialSource> all = environment.credentials().of(request.rpId());
        List<PublicKeyCredentialSource> applicable = request.allowList().isEmpty()
                ? all.stream().filter(PublicKeyCredentialSource::discoverable).toList()
                : CredentialLists.named(request.allowList(), all);
        if (applicable.isEmpty()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_NO_CREDENTIALS);
        }
        return applicable;
    }

    /** With an allow list one credential answers; without, the first does and the others wait to be asked for. */
    private Bytes answer(
            GetAssertionRequest request,
            List<PublicKeyCredentialSource> applicable,
            boolean present,
            boolean verified) {
        boolean several = request.allowList().isEmpty() && applicable.size() > 1;
        Assertions.Terms terms = new Assertions.Terms(request.clientDataHash(), present, verified, several);
        if (several) {
            remaining.keep(terms, applicable.subList(1, applicable.size()));
        }
        Optional<Integer> number = several ? Optional.of(applicable.size()) : Optional.empty();
        return assertions.sign(applicable.get(0), terms, number).encode();
    }

    private static ConsentPrompt prompt(GetAssertionRequest request) {
        return new ConsentPrompt(ConsentPrompt.Purpose.GET_ASSERTION, request.rpId(), "");
    }
}
