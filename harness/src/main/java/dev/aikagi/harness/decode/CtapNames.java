package dev.aikagi.harness.decode;

import java.util.HashMap;
import java.util.Map;

/** CTAP §6 and §8: names of commands, parameters, response members and status codes. */
final class CtapNames {
    static final Map<Integer, String> COMMANDS = Map.ofEntries(
            Map.entry(0x01, "authenticatorMakeCredential"),
            Map.entry(0x02, "authenticatorGetAssertion"),
            Map.entry(0x04, "authenticatorGetInfo"),
            Map.entry(0x06, "authenticatorClientPIN"),
            Map.entry(0x07, "authenticatorReset"),
            Map.entry(0x08, "authenticatorGetNextAssertion"),
            Map.entry(0x09, "authenticatorBioEnrollment"),
            Map.entry(0x0a, "authenticatorCredentialManagement"),
            Map.entry(0x0b, "authenticatorSelection"),
            Map.entry(0x0c, "authenticatorLargeBlobs"),
            Map.entry(0x0d, "authenticatorConfig"),
            Map.entry(0x40, "authenticatorBioEnrollment (prototype)"),
            Map.entry(0x41, "authenticatorCredentialManagement (prototype)"));

    private static final String MANAGED = "1 subCommand 2 subCommandParams 3 pinUvAuthProtocol 4 pinUvAuthParam";
    private static final String BIO =
            "1 modality 2 subCommand 3 subCommandParams 4 pinUvAuthProtocol 5 pinUvAuthParam 6 getModality";
    private static final Map<Integer, Map<Integer, String>> PARAMETERS = Map.of(
            0x01,
            numbered("1 clientDataHash 2 rp 3 user 4 pubKeyCredParams 5 excludeList 6 extensions 7 options"
                    + " 8 pinUvAuthParam 9 pinUvAuthProtocol 10 enterpriseAttestation 11 attestationFormatsPreference"),
            0x02,
            numbered("1 rpId 2 clientDataHash 3 allowList 4 extensions 5 options 6 pinUvAuthParam 7 pinUvAuthProtocol"
                    + " 8 enterpriseAttestation 9 attestationFormatsPreference"),
            0x06,
            numbered("1 pinUvAuthProtocol 2 subCommand 3 keyAgreement 4 pinUvAuthParam 5 newPinEnc 6 pinHashEnc"
                    + " 9 permissions 10 rpId"),
            0x09,
            numbered(BIO),
            0x0a,
            numbered(MANAGED),
            0x0c,
            numbered("1 get 2 set 3 offset 4 length 5 pinUvAuthParam 6 pinUvAuthProtocol"),
            0x0d,
            numbered(MANAGED),
            0x40,
            numbered(BIO),
            0x41,
            numbered(MANAGED));

    static final Map<Integer, String> CREATED =
            numbered("1 fmt 2 authData 3 attStmt 4 epAtt 5 largeBlobKey 6 unsignedExtensionOutputs");
    static final Map<Integer, String> ASSERTED = numbered("1 credential 2 authData 3 signature 4 user"
            + " 5 numberOfCredentials 6 userSelected 7 largeBlobKey 8 unsignedExtensionOutputs 9 epAtt 10 attStmt");
    static final Map<Integer, String> INFO = numbered("1 versions 2 extensions 3 aaguid 4 options 5 maxMsgSize"
            + " 6 pinUvAuthProtocols 7 maxCredentialCountInList 8 maxCredentialIdLength 9 transports 10 algorithms"
            + " 11 maxSerializedLargeBlobArray 12 forcePINChange 13 minPINLength 14 firmwareVersion"
            + " 15 maxCredBlobLength 16 maxRPIDsForSetMinPINLength 17 preferredPlatformUvAttempts 18 uvModality"
            + " 19 certifications 20 remainingDiscoverableCredentials 21 vendorPrototypeConfigCommands"
            + " 22 attestationFormats 23 uvCountSinceLastPinEntry 24 longTouchForReset 25 encIdentifier"
            + " 26 transportsForReset 27 pinComplexityPolicy 28 pinComplexityPolicyURL 29 maxPINLength"
            + " 30 encCredStoreState 31 authenticatorConfigCommands");
    static final Map<Integer, String> PIN =
            numbered("1 keyAgreement 2 pinUvAuthToken 3 pinRetries 4 powerCycleState 5 uvRetries");

    static final Map<Integer, String> STATUS = statuses();

    private CtapNames() {}

    static Map<Integer, String> parameters(int command) {
        return PARAMETERS.getOrDefault(command, Map.of());
    }

    static String status(int status) {
        return STATUS.getOrDefault(status, "unknown status");
    }

    private static Map<Integer, String> statuses() {
        Map<Integer, String> names = new HashMap<>();
        names.put(0, "CTAP2_OK");
        hexadecimal("01 INVALID_COMMAND 02 INVALID_PARAMETER 03 INVALID_LENGTH 04 INVALID_SEQ 05 TIMEOUT"
                        + " 06 CHANNEL_BUSY 0a LOCK_REQUIRED 0b INVALID_CHANNEL 7f OTHER")
                .forEach((code, name) -> names.put(code, "CTAP1_ERR_" + name));
        hexadecimal("11 CBOR_UNEXPECTED_TYPE 12 INVALID_CBOR 14 MISSING_PARAMETER 15 LIMIT_EXCEEDED"
                        + " 16 UNSUPPORTED_EXTENSION"
                        + " 17 FP_DATABASE_FULL 18 LARGE_BLOB_STORAGE_FULL 19 CREDENTIAL_EXCLUDED 21 PROCESSING"
                        + " 22 INVALID_CREDENTIAL 23 USER_ACTION_PENDING 24 OPERATION_PENDING 25 NO_OPERATIONS"
                        + " 26 UNSUPPORTED_ALGORITHM 27 OPERATION_DENIED 28 KEY_STORE_FULL 29 NOT_BUSY 2a NO_OPERATION_PENDING 2b UNSUPPORTED_OPTION"
                        + " 2c INVALID_OPTION 2d KEEPALIVE_CANCEL 2e NO_CREDENTIALS 2f USER_ACTION_TIMEOUT"
                        + " 30 NOT_ALLOWED 31 PIN_INVALID 32 PIN_BLOCKED 33 PIN_AUTH_INVALID 34 PIN_AUTH_BLOCKED"
                        + " 35 PIN_NOT_SET 36 PUAT_REQUIRED 37 PIN_POLICY_VIOLATION 38 PIN_TOKEN_EXPIRED"
                        + " 39 REQUEST_TOO_LARGE 3a ACTION_TIMEOUT 3b UP_REQUIRED 3c UV_BLOCKED 3d INTEGRITY_FAILURE"
                        + " 3e INVALID_SUBCOMMAND 3f UV_INVALID 40 UNAUTHORIZED_PERMISSION")
                .forEach((code, name) -> names.put(code, "CTAP2_ERR_" + name));
        return Map.copyOf(names);
    }

    private static Map<Integer, String> numbered(String list) {
        return names(list, 10);
    }

    private static Map<Integer, String> hexadecimal(String list) {
        return names(list, 16);
    }

    /** A list "number name number name", since a table of a hundred lines is read by nobody. */
    private static Map<Integer, String> names(String list, int radix) {
        Map<Integer, String> names = new HashMap<>();
        String[] words = list.split(" ", -1);
        for (int i = 0; i < words.length; i += 2) {
            names.put(Integer.parseInt(words[i], radix), words[i + 1]);
        }
        return Map.copyOf(names);
    }
}
