package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import java.util.List;
import java.util.Optional;

/**
 * CTAP 2.1 §6.2 authenticatorGetAssertion, the parameters this key uses.
 *
 * @param clientDataHash 32 bytes
 * @param allowList empty where the client has none or an empty one: any discoverable credential will do
 */
public record GetAssertionRequest(
        String rpId,
        Bytes clientDataHash,
        List<CredentialDescriptor> allowList,
        CborValue.Map extensions,
        RequestOptions options,
        Optional<PinUvAuthParam> pinUvAuth) {
    private static final CborValue RP_ID = CborValue.of(0x01);
    private static final CborValue CLIENT_DATA_HASH = CborValue.of(0x02);
    private static final CborValue ALLOW_LIST = CborValue.of(0x03);
    private static final CborValue EXTENSIONS = CborValue.of(0x04);
    private static final CborValue OPTIONS = CborValue.of(0x05);
    private static final CborValue PIN_UV_AUTH_PARAM = CborValue.of(0x06);
    private static final CborValue PIN_UV_AUTH_PROTOCOL = CborValue.of(0x07);
    private static final CborValue ATTESTATION_FORMATS_PREFERENCE = CborValue.of(0x09);

    /**
     * Reads the parameter map that follows the command byte.
     *
     * @throws CtapException where a parameter is missing, of another type or of a wrong length
     */
    public static GetAssertionRequest decode(Bytes encoded) {
        Members members = Members.parameters(encoded);
        requireTexts(members);
        return new GetAssertionRequest(
                members.text(RP_ID),
                MakeCredentialRequest.hash(members.octets(CLIENT_DATA_HASH)),
                CredentialDescriptor.decodeList(members.optionalItems(ALLOW_LIST)),
                members.map(EXTENSIONS),
                RequestOptions.decode(members.optionalMembers(OPTIONS)),
                PinUvAuthParam.decode(members, PIN_UV_AUTH_PARAM, PIN_UV_AUTH_PROTOCOL));
    }

    /** A member of another type is refused although nothing follows from it: no assertion is vouched for here. */
    private static void requireTexts(Members members) {
        members.texts(ATTESTATION_FORMATS_PREFERENCE);
    }
}
