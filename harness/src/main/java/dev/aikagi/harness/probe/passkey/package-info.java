/**
 * Probes of the WebAuthn ceremonies (<a href="https://www.w3.org/TR/webauthn-3/">Level 3</a>): registration, attestation,
 * metadata, authentication.
 *
 * <p>What is sent is forged: made from the portal's options as client and authenticator would make it, with a seam at
 * every boundary ({@code RegistrationSeams}, {@code AssertionSeams}). The honest message comes from the same forge with
 * every seam at rest, so that the two differ in what a probe changed and in what had to be signed again, and in nothing
 * else. Keys and signatures (RFC 6979) depend on the seed alone.
 */
@NullMarked
package dev.aikagi.harness.probe.passkey;

import org.jspecify.annotations.NullMarked;
