package dev.aikagi.authenticator.env;

/**
 * What authenticatorGetInfo promises, and what the commands hold to, CTAP 2.1 §6.4.
 *
 * @param maxMsgSize the longest request in bytes, 1024 to 7609: 57 + 128 × 59 is as much as CTAPHID can carry, §11.2.4
 * @param maxCredentialsInList in an allow or exclude list
 * @param maxCredentialIdLength in bytes; a wrapped RSA key takes 384
 * @param maxLargeBlobs the serialised large-blob array in bytes, with the hash at its end
 * @param maxMinPinLengthReaders relying parties that may be told the least PIN length
 * @param maxFingers that can be enrolled
 */
public record Limits(
        int maxMsgSize,
        int maxCredentialsInList,
        int maxCredentialIdLength,
        int maxLargeBlobs,
        int maxMinPinLengthReaders,
        int maxFingers) {
    /** For a profile that says nothing of them. */
    public static final Limits DEFAULT = new Limits(7609, 32, 384, 4096, 8, 5);
}
