package dev.aikagi.harness.portal.reference;

/** Draws QR codes. */
@FunctionalInterface
interface QrPicture {
    /** The text as a picture in a data URI. */
    String of(String text);
}
