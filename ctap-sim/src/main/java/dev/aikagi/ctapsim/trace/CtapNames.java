package dev.aikagi.ctapsim.trace;

import java.util.Map;

/** CTAP 2.1 §6 and §8.2: what numbers are called there. */
final class CtapNames {
    static final int CLIENT_PIN = 0x06;

    private static final Map<Integer, String> COMMANDS = Map.ofEntries(
            Map.entry(0x01, "authenticatorMakeCredential"),
            Map.entry(0x02, "authenticatorGetAssertion"),
            Map.entry(0x04, "authenticatorGetInfo"),
            Map.entry(CLIENT_PIN, "authenticatorClientPIN"),
            Map.entry(0x07, "authenticatorReset"),
            Map.entry(0x08, "authenticatorGetNextAssertion"),
            Map.entry(0x09, "authenticatorBioEnrollment"),
            Map.entry(0x0a, "authenticatorCredentialManagement"),
            Map.entry(0x0b, "authenticatorSelection"),
            Map.entry(0x0c, "authenticatorLargeBlobs"),
            Map.entry(0x0d, "authenticatorConfig"));

    private static final Map<Integer, String> STATUSES = Map.ofEntries(
            Map.entry(0x00, "CTAP2_OK"),
            Map.entry(0x01, "CTAP1_ERR_INVALID_COMMAND"),
            Map.entry(0x02, "CTAP1_ERR_INVALID_PARAMETER"),
            Map.entry(0x03, "CTAP1_ERR_INVALID_LENGTH"),
            Map.entry(0x04, "CTAP1_ERR_INVALID_SEQ"),
            Map.entry(0x05, "CTAP1_ERR_TIMEOUT"),
            Map.entry(0x06, "CTAP1_ERR_CHANNEL_BUSY"),
            Map.entry(0x0a, "CTAP1_ERR_LOCK_REQUIRED"),
            Map.entry(0x0b, "CTAP1_ERR_INVALID_CHANNEL"),
            Map.entry(0x11, "CTAP2_ERR_CBOR_UNEXPECTED_TYPE"),
            Map.entry(0x12, "CTAP2_ERR_INVALID_CBOR"),
            Map.entry(0x14, "CTAP2_ERR_MISSING_PARAMETER"),
            Map.entry(0x15, "CTAP2_ERR_LIMIT_EXCEEDED"),
            Map.entry(0x17, "CTAP2_ERR_FP_DATABASE_FULL"),
            Map.entry(0x18, "CTAP2_ERR_LARGE_BLOB_STORAGE_FULL"),
            Map.entry(0x19, "CTAP2_ERR_CREDENTIAL_EXCLUDED"),
            Map.entry(0x21, "CTAP2_ERR_PROCESSING"),
            Map.entry(0x22, "CTAP2_ERR_INVALID_CREDENTIAL"),
            Map.entry(0x23, "CTAP2_ERR_USER_ACTION_PENDING"),
            Map.entry(0x24, "CTAP2_ERR_OPERATION_PENDING"),
            Map.entry(0x25, "CTAP2_ERR_NO_OPERATIONS"),
            Map.entry(0x26, "CTAP2_ERR_UNSUPPORTED_ALGORITHM"),
            Map.entry(0x27, "CTAP2_ERR_OPERATION_DENIED"),
            Map.entry(0x28, "CTAP2_ERR_KEY_STORE_FULL"),
            Map.entry(0x2b, "CTAP2_ERR_UNSUPPORTED_OPTION"),
            Map.entry(0x2c, "CTAP2_ERR_INVALID_OPTION"),
            Map.entry(0x2d, "CTAP2_ERR_KEEPALIVE_CANCEL"),
            Map.entry(0x2e, "CTAP2_ERR_NO_CREDENTIALS"),
            Map.entry(0x2f, "CTAP2_ERR_USER_ACTION_TIMEOUT"),
            Map.entry(0x30, "CTAP2_ERR_NOT_ALLOWED"),
            Map.entry(0x31, "CTAP2_ERR_PIN_INVALID"),
            Map.entry(0x32, "CTAP2_ERR_PIN_BLOCKED"),
            Map.entry(0x33, "CTAP2_ERR_PIN_AUTH_INVALID"),
            Map.entry(0x34, "CTAP2_ERR_PIN_AUTH_BLOCKED"),
            Map.entry(0x35, "CTAP2_ERR_PIN_NOT_SET"),
            Map.entry(0x36, "CTAP2_ERR_PUAT_REQUIRED"),
            Map.entry(0x37, "CTAP2_ERR_PIN_POLICY_VIOLATION"),
            Map.entry(0x39, "CTAP2_ERR_REQUEST_TOO_LARGE"),
            Map.entry(0x3a, "CTAP2_ERR_ACTION_TIMEOUT"),
            Map.entry(0x3b, "CTAP2_ERR_UP_REQUIRED"),
            Map.entry(0x3c, "CTAP2_ERR_UV_BLOCKED"),
            Map.entry(0x3d, "CTAP2_ERR_INTEGRITY_FAILURE"),
            Map.entry(0x3e, "CTAP2_ERR_INVALID_SUBCOMMAND"),
            Map.entry(0x3f, "CTAP2_ERR_UV_INVALID"),
            Map.entry(0x40, "CTAP2_ERR_UNAUTHORIZED_PERMISSION"),
            Map.entry(0x7f, "CTAP1_ERR_OTHER"));

    private CtapNames() {}

    static String command(byte code) {
        return named(COMMANDS, "command", code);
    }

    static String status(byte code) {
        return named(STATUSES, "status", code);
    }

    private static String named(Map<Integer, String> names, String kind, byte code) {
        return names.getOrDefault(code & 0xff, "%s %02x".formatted(kind, code));
    }
}
