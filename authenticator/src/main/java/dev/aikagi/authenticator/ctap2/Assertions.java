package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.ctap2.CredentialVerification.User;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.Feature;
import dev.aikagi.authenticator.extension.Extension;
import dev.aikagi.authenticator.message.CredentialDescriptor;
import dev.aikagi.authenticator.message.GetAssertionResponse;
import dev.aikagi.authenticator.message.UserEntity;
import java.util.Optional;

/** Signs assertions, the first and the next ones alike. */
final class Assertions {
    private static final CborValue LARGE_BLOB_KEY = CborValue.of("largeBlobKey");

    private final Environment environment;
    private final Key key;
    private final SignedData signedData;

    Assertions(Key key) {
        this.key = key;
        this.environment = key.environment();
        this.signedData = new SignedData(key);
    }

    /**
     * What the user agreed to once for all answers of a request.
     *
     * @param several whether the client has to choose between accounts
     * @param extensions the inputs, the same for all answers
     */
    record Terms(Bytes clientDataHash, User user, boolean several, CborValue.Map extensions) {}

    GetAssertionResponse sign(PublicKeyCredentialSource credential, Terms terms, Optional<Integer> number) {
        User user = terms.user();
        Extension.Using using = new Extension.Using(user.present(), user.method(), key.pinUvAuth()::protocol);
        CborValue.Map outputs = key.extensions().used(terms.extensions(), credential, using);
        Bytes authenticatorData =
                signedData.of(credential.rpId(), user.present(), user.verified(), Optional.empty(), outputs);
        Bytes signature =
                credential.key().sign(Bytes.concat(authenticatorData, terms.clientDataHash()), environment.random());
        return new GetAssertionResponse(
                new CredentialDescriptor(CredentialDescriptor.PUBLIC_KEY, credential.id()),
                authenticatorData,
                signature,
                user(credential, terms),
                number,
                credential.extras().largeBlobKey().filter(blobKey -> asksForLargeBlobKey(terms)),
                key.extensions().usedUnsigned(terms.extensions(), credential, using));
    }

    private boolean asksForLargeBlobKey(Terms terms) {
        return key.has(Feature.LARGE_BLOBS) && terms.extensions().entries().containsKey(LARGE_BLOB_KEY);
    }

    /** Who the user is, is told only to choose between accounts and only to a verified user, CTAP 2.1 §6.2.2. */
    private static Optional<UserEntity> user(PublicKeyCredentialSource credential, Terms terms) {
        boolean named = terms.user().verified() && terms.several();
        return named ? credential.user() : credential.user().map(UserEntity::handleOnly);
    }
}
