package dev.aikagi.authenticator.credential;

import dev.aikagi.authenticator.bytes.Bytes;

/**
 * CTAP 2.3 §12.4: what a relying party stored beside its credential.
 *
 * @param compressed as the platform sent it, DEFLATE of RFC 1951
 * @param originalSize its size in bytes before it was compressed, as the platform says
 */
public record LargeBlob(Bytes compressed, long originalSize) {
    /** Says nothing of the content. */
    @Override
    public String toString() {
        return "LargeBlob[" + compressed.size() + " bytes]";
    }
}
