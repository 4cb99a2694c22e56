/** Attestation statement formats of WebAuthn L3 §8, one class each. */
@NullMarked
package dev.aikagi.authenticator.attestation;

import org.jspecify.annotations.NullMarked;
