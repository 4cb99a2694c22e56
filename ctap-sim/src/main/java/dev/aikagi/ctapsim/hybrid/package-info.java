/**
 * The hybrid transport between a client and a phone: CTAP 2.3, Hybrid transports, QR-initiated transactions over a tunnel
 * service
 * (https://fidoalliance.org/specs/fido-v2.3-ps-20260226/fido-client-to-authenticator-protocol-v2.3-ps-20260226.html#sctn-hybrid),
 * with the handshake of the Noise Protocol Framework, revision 34 (https://noiseprotocol.org/noise.html).
 *
 * <pre>
 *   client                      air              tunnel service             phone
 *     │ QR code: key, secret ────────────────────────────────────────────────▶│ scans
 *     │                          │◀──────────────── /cable/new/TUNNEL ────────│
 *     │                          │                       │── routing id ─────▶│
 *     │◀──── encrypted EID ──────│◀───────────────────────────────────────────│ advertises
 *     │──── /cable/connect/ROUTING/TUNNEL ──────────────▶│                    │
 *     │◀═══ Noise_KNpsk0_P256_AESGCM_SHA256, then getInfo, then CTAP ════════▶│
 * </pre>
 */
@NullMarked
package dev.aikagi.ctapsim.hybrid;

import org.jspecify.annotations.NullMarked;
