package dev.aikagi.ctapsim.uhid;

/**
 * By what a host tells HIDs apart.
 *
 * @param name at most 127 bytes of UTF-8; what is longer is cut
 * @param vendor 16 bits, as the product
 * @param serialNumber at most 56 bytes
 */
public record UhidIdentity(String name, int vendor, int product, String serialNumber) {}
