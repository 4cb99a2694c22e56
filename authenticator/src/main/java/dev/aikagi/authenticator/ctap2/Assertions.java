package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.message.CredentialDescriptor;
import dev.aikagi.authenticator.message.GetAssertionResponse;
import dev.aikagi.authenticator.message.UserEntity;
import java.util.Optional;

/** Signs assertions, the first and the next ones alike. */
final class Assertions {
    private final Environment environment;
    private final SignedData signedData;

    Assertions(Key key) {
        this.environment = key.environment();
        this.signedData = new SignedData(key);
    }

    /**
     * What the user agreed to once for all answers of a request.
     *
     * @param several whether the client has to choose between accounts
     */
    record Terms(Bytes clientDataHash, boolean present, boolean verified, boolean several) {}

    GetAssertionResponse sign(PublicKeyCredentialSource credential, Terms terms, Optional<Integer> number) {
        Bytes authenticatorData = signedData.of(credential.rpId(), terms.present(), terms.verified(), Optional.empty());
        Bytes signature =
                credential.key().sign(Bytes.concat(authenticatorData, terms.clientDataHash()), environment.random());
        return new GetAssertionResponse(
                new CredentialDescriptor(CredentialDescriptor.PUBLIC_KEY, credential.id()),
                authenticatorData,
                signature,
                user(credential, terms),
                number);
    }

    /** Who the user is, is told only to choose between accounts and only to a verified user, CTAP 2.1 §6.2.2. */
    private static Optional<UserEntity> user(PublicKeyCredentialSource credential, Terms terms) {
        boolean named = terms.verified() && terms.several();
        return named ? credential.user() : credential.user().map(UserEntity::handleOnly);
    }
}
