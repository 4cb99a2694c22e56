package dev.aikagi.authenticator.message;

/** The one declared seam for lying: what the key signs passes through it just before signing. */
@FunctionalInterface
public interface AuthenticatorDataFilter {
    /** An honest key. */
    AuthenticatorDataFilter IDENTITY = data -> data;

    AuthenticatorData filter(AuthenticatorData data);
}
