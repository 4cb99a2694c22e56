package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.message.CredentialDescriptor;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import java.util.List;

/** Allow and exclude lists against what the key holds. */
final class CredentialLists {
    private CredentialLists() {}

    /**
     * Refuses lists longer than authenticatorGetInfo promises to take.
     *
     * @throws CtapException CTAP2_ERR_LIMIT_EXCEEDED
     */
    static void requireFit(List<CredentialDescriptor> list) {
        if (list.size() > Limits.MAX_CREDENTIALS_IN_LIST) {
            throw new CtapException(CtapStatus.CTAP2_ERR_LIMIT_EXCEEDED);
        }
    }

    /** Those of the credentials that the list names, in the credentials' order. */
    static List<PublicKeyCredentialSource> named(
            List<CredentialDescriptor> list, List<PublicKeyCredentialSource> credentials) {
        return credentials.stream()
                .filter(credential -> names(list, credential.id()))
                .toList();
    }

    private static boolean names(List<CredentialDescriptor> list, Bytes id) {
        return list.contains(new CredentialDescriptor(CredentialDescriptor.PUBLIC_KEY, id));
    }
}
