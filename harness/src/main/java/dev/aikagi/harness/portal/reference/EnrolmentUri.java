package dev.aikagi.harness.portal.reference;

/** What the QR code says to the authenticator app. */
@FunctionalInterface
interface EnrolmentUri {
    String of(String userId, String base32Secret);
}
