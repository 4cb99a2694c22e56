package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import java.util.List;
import java.util.Map;

/** CTAP 2.3 §6.4 response to authenticatorGetInfo, member by member. */
public final class GetInfoResponse {
    private final CborMapBuilder members = new CborMapBuilder();

    /** The members, by their numbers. */
    public enum Member {
        VERSIONS(0x01),
        EXTENSIONS(0x02),
        AAGUID(0x03),
        OPTIONS(0x04),
        MAX_MSG_SIZE(0x05),
        PIN_UV_AUTH_PROTOCOLS(0x06),
        MAX_CREDENTIAL_COUNT_IN_LIST(0x07),
        MAX_CREDENTIAL_ID_LENGTH(0x08),
        TRANSPORTS(0x09),
        ALGORITHMS(0x0A),
        MAX_SERIALIZED_LARGE_BLOB_ARRAY(0x0B),
        FORCE_PIN_CHANGE(0x0C),
        MIN_PIN_LENGTH(0x0D),
        FIRMWARE_VERSION(0x0E),
        MAX_CRED_BLOB_LENGTH(0x0F),
        MAX_RP_IDS_FOR_SET_MIN_PIN_LENGTH(0x10),
        PREFERRED_PLATFORM_UV_ATTEMPTS(0x11),
        UV_MODALITY(0x12),
        REMAINING_DISCOVERABLE_CREDENTIALS(0x14),
        ATTESTATION_FORMATS(0x16),
        UV_COUNT_SINCE_LAST_PIN_ENTRY(0x17),
        LONG_TOUCH_FOR_RESET(0x18),
        ENC_IDENTIFIER(0x19),
        TRANSPORTS_FOR_RESET(0x1A),
        PIN_COMPLEXITY_POLICY(0x1B),
        PIN_COMPLEXITY_POLICY_URL(0x1C),
        MAX_PIN_LENGTH(0x1D),
        ENC_CRED_STORE_STATE(0x1E),
        AUTHENTICATOR_CONFIG_COMMANDS(0x1F);

        private final int number;

        Member(int number) {
            this.number = number;
        }
    }

    public GetInfoResponse number(Member member, int value) {
        members.put(member.number, CborValue.of(value));
        return this;
    }

    public GetInfoResponse flag(Member member, boolean value) {
        members.put(member.number, CborValue.of(value));
        return this;
    }

    public GetInfoResponse octets(Member member, Bytes value) {
        members.put(member.number, CborValue.of(value));
        return this;
    }

    /** An array of texts; the member is left out where there are none. */
    public GetInfoResponse texts(Member member, List<String> values) {
        return array(member, values.stream().map(CborValue::of).toList());
    }

    /** An array of numbers; the member is left out where there are none. */
    public GetInfoResponse numbers(Member member, List<Integer> values) {
        return array(member, values.stream().map(CborValue::of).toList());
    }

    public GetInfoResponse options(Map<String, Boolean> options) {
        CborMapBuilder map = new CborMapBuilder();
        options.forEach((name, value) -> map.put(name, CborValue.of((boolean) value)));
        members.put(Member.OPTIONS.number, map.build());
        return this;
    }

    public GetInfoResponse algorithms(List<CoseAlgorithm> algorithms) {
        return array(
                Member.ALGORITHMS,
                algorithms.stream().map(GetInfoResponse::parameter).toList());
    }

    public Bytes encode() {
        return CborWriter.write(members.build());
    }

    private GetInfoResponse array(Member member, List<CborValue> values) {
        if (!values.isEmpty()) {
            members.put(member.number, CborValue.of(values));
        }
        return this;
    }

    private static CborValue parameter(CoseAlgorithm algorithm) {
        return new CborMapBuilder()
                .put("alg", CborValue.of(algorithm.id()))
                .put("type", CborValue.of(CredentialDescriptor.PUBLIC_KEY))
                .build();
    }
}
