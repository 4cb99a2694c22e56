package dev.aikagi.harness.decode;

/** What can be decoded. */
public enum Kind {
    /** WebAuthn §6.5.4. */
    ATTESTATION_OBJECT("attestation object"),
    /** WebAuthn §6.1. */
    AUTHENTICATOR_DATA("authenticator data"),
    /** WebAuthn §5.8.1. */
    CLIENT_DATA("client data"),
    /** WebAuthn §5.1, {@code RegistrationResponseJSON}. */
    REGISTRATION_RESPONSE("registration response"),
    /** WebAuthn §5.1, {@code AuthenticationResponseJSON}. */
    AUTHENTICATION_RESPONSE("authentication response"),
    /** WebAuthn §5.1, {@code PublicKeyCredentialCreationOptionsJSON}. */
    CREATION_OPTIONS("credential creation options"),
    /** WebAuthn §5.1, {@code PublicKeyCredentialRequestOptionsJSON}. */
    REQUEST_OPTIONS("credential request options"),
    /** CTAP §8.1: a command byte, then its parameters in CBOR. */
    CTAP_REQUEST("CTAP request"),
    /** CTAP §8.2: a status byte, then the response in CBOR. */
    CTAP_RESPONSE("CTAP response"),
    /** CTAP §11.2.4: one USB report of 64 bytes. */
    CTAPHID_REPORT("CTAPHID report"),
    /** ISO/IEC 7816-4 §5.1. */
    COMMAND_APDU("command APDU"),
    /** ISO/IEC 7816-4 §5.1. */
    RESPONSE_APDU("response APDU"),
    /** Google's key URI format. */
    OTPAUTH_URI("otpauth URI"),
    /** A picture file with one QR code in it. */
    QR_IMAGE("QR code"),
    /** RFC 5280, in DER or PEM. */
    CERTIFICATE("certificate"),
    /** RFC 8949: any one data item. */
    CBOR("CBOR");

    private final String title;

    Kind(String title) {
        this.title = title;
    }

    /** The kind as it is called in a sentence. */
    public String title() {
        return title;
    }

    /** Whether it is written in characters, so that bytes of it are UTF-8. */
    boolean isText() {
        return switch (this) {
            case CLIENT_DATA,
                    REGISTRATION_RESPONSE,
                    AUTHENTICATION_RESPONSE,
                    CREATION_OPTIONS,
                    REQUEST_OPTIONS,
                    OTPAUTH_URI -> true;
            default -> false;
        };
    }

    /** Whether the bytes may hold a key or a seed, so that they are not to be shown raw when decoding fails. */
    boolean maySecret() {
        return switch (this) {
            case OTPAUTH_URI, QR_IMAGE, COMMAND_APDU, REGISTRATION_RESPONSE, AUTHENTICATION_RESPONSE -> true;
            default -> false;
        };
    }
}
