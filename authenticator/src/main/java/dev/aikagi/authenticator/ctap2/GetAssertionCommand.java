package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.ctap2.CredentialVerification.User;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import dev.aikagi.authenticator.message.GetAssertionRequest;
import dev.aikagi.authenticator.pin.Permission;
import java.util.List;
import java.util.Optional;

/** CTAP 2.3 §6.2.2 authenticatorGetAssertion (0x02). The steps are the specification's; step 3 only sets flags. */
final class GetAssertionCommand {
    private final Credentials credentials;
    private final CredentialVerification verification;
    private final Assertions assertions;
    private final RemainingAssertions remaining;

    GetAssertionCommand(Key key, RemainingAssertions remaining) {
        this.credentials = new Credentials(key);
        this.verification = new CredentialVerification(key);
        this.assertions = new Assertions(key);
        this.remaining = remaining;
    }

    Bytes process(Bytes parameters, Transaction transaction) {
        GetAssertionRequest request = GetAssertionRequest.decode(parameters);
        CredentialVerification.Asked asked = asked(request);
        credentials.requireFit(request.allowList());
        verification.requireParam(asked, transaction); // Steps 1 and 2
        boolean uv = requireOptions(request); // Step 4
        boolean up = request.options().up().orElse(true);
        uv = verification.always(up, uv, request.pinUvAuth()); // Step 5
        User user = verification.verify(asked, uv, transaction); // Step 6
        List<PublicKeyCredentialSource> applicable = locate(request, user.verified()); // Step 7
        if (up) {
            verification.touch(asked, user, transaction); // Steps 8 and 9
        }
        return answer(request, applicable, user.touched(up)); // Steps 10 to 13
    }

    /** Whether built-in user verification was asked for. */
    private boolean requireOptions(GetAssertionRequest request) {
        boolean uv = verification.uvOption(request.options(), request.pinUvAuth());
        if (request.options().rk().isPresent()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_UNSUPPORTED_OPTION);
        }
        return uv;
    }

    /** Those the allow list names, or without one the discoverable ones; the newest first. */
    private List<PublicKeyCredentialSource> locate(GetAssertionRequest request, boolean verified) {
        boolean listed = !request.allowList().isEmpty();
        List<PublicKeyCredentialSource> located = !listed
                ? credentials.discoverable(request.rpId())
                : credentials.named(request.allowList(), request.rpId());
        List<PublicKeyCredentialSource> applicable = located.stream()
                .filter(credential -> credential.extras().allows(verified, listed))
                .toList();
        if (applicable.isEmpty()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_NO_CREDENTIALS);
        }
        return applicable;
    }

    /** With an allow list one credential answers; without, the first does and the others wait to be asked for. */
    private Bytes answer(GetAssertionRequest request, List<PublicKeyCredentialSource> applicable, User user) {
        boolean several = request.allowList().isEmpty() && applicable.size() > 1;
        Assertions.Terms terms = new Assertions.Terms(request.clientDataHash(), user, several, request.extensions());
        Optional<Integer> number = several ? Optional.of(applicable.size()) : Optional.empty();
        Bytes response = assertions.sign(applicable.get(0), terms, number).encode(); // Steps 10 and 13
        if (several) {
            remaining.keep(terms, applicable);
        }
        return response;
    }

    private static CredentialVerification.Asked asked(GetAssertionRequest request) {
        return new CredentialVerification.Asked(
                Permission.GET_ASSERTION,
                request.rpId(),
                request.clientDataHash(),
                request.pinUvAuth(),
                prompt(request));
    }

    private static ConsentPrompt prompt(GetAssertionRequest request) {
        return new ConsentPrompt(ConsentPrompt.Purpose.GET_ASSERTION, request.rpId(), "");
    }
}
