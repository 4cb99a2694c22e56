package dev.aikagi.harness.webauthn;

import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.fido.client.ClientError;
import com.yubico.yubikit.fido.client.PinRequiredClientError;

/** A key's refusal as a browser tells it to a page: WebAuthn L3 §5.1.3 step 22 and §5.1.4.2 step 20. */
final class CtapErrors {
    private CtapErrors() {}

    /** The DOMException for what yubikit's client threw. */
    static WebAuthnException translate(ClientError error) {
        if (error.getCause() instanceof CtapException ctap) {
            return translate(ctap, error);
        }
        if (error instanceof PinRequiredClientError) {
            return new WebAuthnException("NotAllowedError", "the key asks for its PIN, and nobody types it", error);
        }
        return switch (error.getErrorCode()) {
            case BAD_REQUEST -> new WebAuthnException("SecurityError", said(error), error);
            default -> new WebAuthnException("NotAllowedError", said(error), error);
        };
    }

    static WebAuthnException translate(CtapException ctap, Throwable cause) {
        int status = ctap.getCtapError() & 0xff;
        String name = switch (status) {
            case 0x19 -> "InvalidStateError";
            case 0x26 -> "NotSupportedError";
            case 0x05, 0x27, 0x2d, 0x2e, 0x2f, 0x36, 0x3a, 0x3c, 0x3f -> "NotAllowedError";
            default -> "UnknownError";
        };
        return new WebAuthnException(name, "the key answered " + word(status), cause);
    }

    private static String said(ClientError error) {
        return error.getMessage() == null ? error.getErrorCode().toString() : error.getMessage();
    }

    private static String word(int status) {
        return switch (status) {
            case 0x05, 0x2f -> "that its user did not come in time (0x%02x)".formatted(status);
            case 0x19 -> "that it holds a credential of the exclude list (CTAP2_ERR_CREDENTIAL_EXCLUDED)";
            case 0x26 -> "that it has none of the algorithms (CTAP2_ERR_UNSUPPORTED_ALGORITHM)";
            case 0x27 -> "that its user refused, did not come or was not recognised (CTAP2_ERR_OPERATION_DENIED)";
            case 0x2d -> "that it was cancelled (CTAP2_ERR_KEEPALIVE_CANCEL)";
            case 0x2e -> "that it has no credential for this page (CTAP2_ERR_NO_CREDENTIALS)";
            default -> "status 0x%02x".formatted(status);
        };
    }
}
