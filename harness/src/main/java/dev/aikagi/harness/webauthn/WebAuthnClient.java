package dev.aikagi.harness.webauthn;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.core.application.CommandState;
import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.fido.client.ClientError;
import com.yubico.yubikit.fido.client.Ctap2Client;
import com.yubico.yubikit.fido.client.MultipleAssertionsAvailable;
import com.yubico.yubikit.fido.client.UserInformationNotAvailableError;
import com.yubico.yubikit.fido.client.clientdata.ClientDataProvider;
import com.yubico.yubikit.fido.webauthn.AuthenticatorAssertionResponse;
import com.yubico.yubikit.fido.webauthn.AuthenticatorAttestationResponse;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredential;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialCreationOptions;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialRequestOptions;
import com.yubico.yubikit.fido.webauthn.SerializationType;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.device.SecurityKey;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code navigator.credentials.create} and {@code get} for one key, WebAuthn L3 §5.1.3 and §5.1.4. Each ceremony opens
 * a connection of its own and closes it.
 */
public final class WebAuthnClient {
    private final SecurityKey key;
    private final ClientProfile profile;
    private final AccountChooser chooser;
    private final String pin;

    /** A client whose user knows no PIN. */
    public WebAuthnClient(SecurityKey key, ClientProfile profile, AccountChooser chooser) {
        this(key, profile, chooser, "");
    }

    /** A client whose user types that PIN where the key asks for one; none if it is empty. */
    public WebAuthnClient(SecurityKey key, ClientProfile profile, AccountChooser chooser, String pin) {
        this.key = key;
        this.profile = profile;
        this.chooser = chooser;
        this.pin = pin;
    }

    /**
     * Gives a key that has none its PIN, CTAP 2.1 §6.5.5.5.
     *
     * @throws WebAuthnException if the key takes none, or not this one
     * @throws IOException if the key cannot be reached
     */
    public void setPin(String firstPin) throws WebAuthnException, IOException {
        connected(client -> {
            if (!client.isPinSupported()) {
                throw new WebAuthnException("NotSupportedError", "the key has no PIN");
            }
            client.setPin(firstPin.toCharArray());
            return true;
        });
    }

    /**
     * Registers a credential.
     *
     * @param optionsJson PublicKeyCredentialCreationOptionsJSON
     * @param page the page that asks; its origin goes into the client data
     * @throws WebAuthnException as a browser would reject
     * @throws IOException if the key cannot be reached
     */
    public CeremonyResult create(String optionsJson, URI page) throws WebAuthnException, IOException {
        CeremonyOptions options = CeremonyOptions.read(optionsJson, "rp", page);
        options.requireAttachment(profile.attachment());
        Bytes clientData = CollectedClientData.serialise("webauthn.create", options.challenge(), page);
        PublicKeyCredential credential = run(
                options,
                (client, state) -> client.makeCredential(
                        ClientDataProvider.fromClientDataJson(clientData.toArray()),
                        creation(options),
                        options.rpId(),
                        typedPin(),
                        null,
                        state));
        var response = (AuthenticatorAttestationResponse) credential.getResponse();
        return result(clientData, credential, Bytes.of(response.getAttestationObject()));
    }

    /**
     * Asks for an assertion.
     *
     * @param optionsJson PublicKeyCredentialRequestOptionsJSON
     * @param page the page that asks; its origin goes into the client data
     * @throws WebAuthnException as a browser would reject
     * @throws IOException if the key cannot be reached
     */
    public CeremonyResult get(String optionsJson, URI page) throws WebAuthnException, IOException {
        CeremonyOptions options = CeremonyOptions.read(optionsJson, "rpId", page);
        Bytes clientData = CollectedClientData.serialise("webauthn.get", options.challenge(), page);
        PublicKeyCredential credential = run(options, (client, state) -> assertion(client, state, options, clientData));
        var response = (AuthenticatorAssertionResponse) credential.getResponse();
        return result(clientData, credential, Bytes.of(response.getAuthenticatorData()));
    }

    private PublicKeyCredential assertion(
            Ctap2Client client, CommandState state, CeremonyOptions options, Bytes clientData)
            throws IOException, CommandException, ClientError, WebAuthnException {
        try {
            return client.getAssertion(
                    ClientDataProvider.fromClientDataJson(clientData.toArray()),
                    request(options),
                    options.rpId(),
                    typedPin(),
                    state);
        } catch (MultipleAssertionsAvailable several) {
            return several.select(chooser.choose(names(several)));
        }
    }

    private char @Nullable [] typedPin() {
        return pin.isEmpty() ? null : pin.toCharArray();
    }

    private static List<String> names(MultipleAssertionsAvailable several) {
        try {
            return several.getUsers().stream()
                    .map(user -> user.getName() == null ? "" : user.getName())
                    .toList();
        } catch (UserInformationNotAvailableError e) {
            return Collections.nCopies(several.getAssertionCount(), "");
        }
    }

    private PublicKeyCredential run(CeremonyOptions options, Ceremony ceremony) throws WebAuthnException, IOException {
        CommandState state = new CommandState();
        Deadline deadline = Deadline.start(options.timeout(), state::cancel);
        try {
            return connected(client -> ceremony.run(client, state));
        } finally {
            deadline.pass();
        }
    }

    /**
     * Opens a connection for one use, and tells what went wrong in it as a browser would. That the key may be plugged in
     * while the browser waits is not waited for.
     */
    private <T> T connected(Use<T> use) throws WebAuthnException, IOException {
        if (!key.pluggedIn()) {
            throw new WebAuthnException("NotAllowedError", "no key was plugged in until the time was up");
        }
        try (Ctap2Client client = new Ctap2Client(key.openCtap2())) {
            return use.of(client);
        } catch (ClientError e) {
            throw CtapErrors.translate(e);
        } catch (CtapException e) {
            throw CtapErrors.translate(e, e);
        } catch (CommandException | RuntimeException e) {
            // yubikit takes a key's word: what is cut short or garbled ends in whatever its reading ends in.
            throw new IOException("the key answered with something that is no CTAP2", e);
        }
    }

    /** As the key has it, not as yubikit presumes: attachment and transports are the profile's. */
    private CeremonyResult result(Bytes clientData, PublicKeyCredential credential, Bytes attestation) {
        ObjectNode json = CeremonyOptions.JSON.valueToTree(credential.toMap(SerializationType.JSON));
        json.put("authenticatorAttachment", profile.attachment());
        JsonNode response = json.get("response");
        if (response instanceof ObjectNode object && object.has("attestationObject")) {
            var transports = object.putArray("transports");
            profile.transports().stream().sorted().forEach(transports::add);
        }
        return new CeremonyResult(clientData, json.toString(), attestation);
    }

    private static PublicKeyCredentialCreationOptions creation(CeremonyOptions options) throws WebAuthnException {
        try {
            return PublicKeyCredentialCreationOptions.fromMap(options.map(), SerializationType.JSON);
        } catch (RuntimeException e) {
            throw options.unreadable(e);
        }
    }

    private static PublicKeyCredentialRequestOptions request(CeremonyOptions options) throws WebAuthnException {
        try {
            return PublicKeyCredentialRequestOptions.fromMap(options.map(), SerializationType.JSON);
        } catch (RuntimeException e) {
            throw options.unreadable(e);
        }
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(Ctap2Client client) throws IOException, CommandException, ClientError, WebAuthnException;
    }

    @FunctionalInterface
    private interface Ceremony {
        PublicKeyCredential run(Ctap2Client client, CommandState state)
                throws IOException, CommandException, ClientError, WebAuthnException;
    }
}
