package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import java.util.List;
import java.util.Optional;

/**
 * CTAP 2.1 §6.1 authenticatorMakeCredential, the parameters this key uses.
 *
 * @param clientDataHash 32 bytes
 * @param algorithms COSE numbers in the relying party's order, those of type public-key only
 * @param enterpriseAttestation 1 for vendor-facilitated, 2 for platform-managed
 * @param attestationFormats those the platform prefers, in its order, CTAP 2.2 §6.1; empty where it has no preference
 */
public record MakeCredentialRequest(
        Bytes clientDataHash,
        String rpId,
        UserEntity user,
        List<Long> algorithms,
        List<CredentialDescriptor> excludeList,
        CborValue.Map extensions,
        RequestOptions options,
        Optional<PinUvAuthParam> pinUvAuth,
        Optional<Long> enterpriseAttestation,
        List<String> attestationFormats) {
    static final int HASH_SIZE = 32;

    private static final CborValue CLIENT_DATA_HASH = CborValue.of(0x01);
    private static final CborValue RP = CborValue.of(0x02);
    private static final CborValue USER = CborValue.of(0x03);
    private static final CborValue PUB_KEY_CRED_PARAMS = CborValue.of(0x04);
    private static final CborValue EXCLUDE_LIST = CborValue.of(0x05);
    private static final CborValue EXTENSIONS = CborValue.of(0x06);
    private static final CborValue OPTIONS = CborValue.of(0x07);
    private static final CborValue PIN_UV_AUTH_PARAM = CborValue.of(0x08);
    private static final CborValue PIN_UV_AUTH_PROTOCOL = CborValue.of(0x09);
    private static final CborValue ENTERPRISE_ATTESTATION = CborValue.of(0x0A);
    private static final CborValue ATTESTATION_FORMATS_PREFERENCE = CborValue.of(0x0B);

    /**
     * Reads the parameter map that follows the command byte.
     *
     * @throws CtapException where a parameter is missing, of another type or of a wrong length
     */
    public static MakeCredentialRequest decode(Bytes encoded) {
        Members members = Members.parameters(encoded);
        return new MakeCredentialRequest(
                hash(members.octets(CLIENT_DATA_HASH)),
                members.members(RP).text(CborValue.of("id")),
                UserEntity.decode(members.members(USER)),
                algorithms(members.items(PUB_KEY_CRED_PARAMS)),
                CredentialDescriptor.decodeList(members.optionalItems(EXCLUDE_LIST)),
                members.map(EXTENSIONS),
                RequestOptions.decode(members.optionalMembers(OPTIONS)),
                PinUvAuthParam.decode(members, PIN_UV_AUTH_PARAM, PIN_UV_AUTH_PROTOCOL),
                members.optionalInteger(ENTERPRISE_ATTESTATION),
                members.texts(ATTESTATION_FORMATS_PREFERENCE));
    }

    static Bytes hash(Bytes octets) {
        if (octets.size() != HASH_SIZE) {
            throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_LENGTH);
        }
        return octets;
    }

    private static List<Long> algorithms(List<CborValue> parameters) {
        return parameters.stream()
                .map(Members::of)
                .map(parameter ->
                        new Parameter(parameter.text(CborValue.of("type")), parameter.integer(CborValue.of("alg"))))
                .filter(parameter -> parameter.type().equals(CredentialDescriptor.PUBLIC_KEY))
                .map(Parameter::alg)
                .toList();
    }

    private record Parameter(String type, Long alg) {}
}
