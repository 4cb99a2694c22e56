package dev.aikagi.harness.cli;

import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.keyfile.KeyFile;
import dev.aikagi.authenticator.keyfile.Snapshot;
import dev.aikagi.authenticator.keyfile.VaultReference;
import dev.aikagi.authenticator.pin.PinState;
import dev.aikagi.harness.pkcs11.Pkcs11Vault;
import dev.aikagi.harness.pkcs11.TokenException;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What can be said of a key in a file without telling a secret. */
final class KeyDescription {
    private KeyDescription() {}

    static ObjectNode of(KeyFile key, AuthenticatorProfile profile) throws TokenException {
        Snapshot snapshot = key.memory().snapshot();
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("kind", profile.displayName());
        shown.put("profile", profile.name());
        shown.put("written", key.generation());
        shown.put("privateKeys", privateKeys(key));
        shown.put("signatureCounter", snapshot.count());
        snapshot.state().ifPresent(state -> {
            PinState pin = state.pin();
            shown.putObject("pin")
                    .put("set", pin.set())
                    .put("retries", pin.retries())
                    .put("minLength", pin.minLength())
                    .put("changeForced", pin.forceChange());
            shown.put("fingers", state.fingers().size());
            shown.put("largeBlobBytes", state.largeBlobs().size());
        });
        shown.put("oneTimePasswords", snapshot.oath().isPresent() ? "kept" : "none");
        shown.put("capacity", profile.capacity());
        ArrayNode credentials = shown.putArray("credentials");
        snapshot.credentials().forEach(credential -> credentials.add(of(credential)));
        return shown;
    }

    private static String privateKeys(KeyFile key) throws TokenException {
        Optional<VaultReference> vault = key.identity().vault();
        return vault.isPresent() ? "in " + Pkcs11Vault.token(vault.get()) : "in the file";
    }

    static ObjectNode of(PublicKeyCredentialSource credential) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("id", credential.id().hex());
        shown.put("rpId", credential.rpId());
        credential.user().ifPresent(user -> {
            shown.put("userHandle", user.id().hex());
            user.name().ifPresent(name -> shown.put("name", name));
            user.displayName().ifPresent(name -> shown.put("displayName", name));
        });
        shown.put("algorithm", credential.key().algorithm().name());
        shown.put("credProtect", credential.extras().protection());
        return shown;
    }
}
