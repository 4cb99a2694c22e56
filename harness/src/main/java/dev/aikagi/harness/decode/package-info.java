/**
 * Decoding: what passes between a portal, a client and a key, as a tree that people can read. Structures are those of
 * WebAuthn Level 3, CTAP 2.3, ISO/IEC 7816-4, Yubico's OATH protocol and RFC 8949. CBOR is read by Jackson, not by the
 * key's own reader, so that a mistake of the key is not hidden by the same mistake here.
 */
@NullMarked
package dev.aikagi.harness.decode;

import org.jspecify.annotations.NullMarked;
