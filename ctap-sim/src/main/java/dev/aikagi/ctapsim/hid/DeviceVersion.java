package dev.aikagi.ctapsim.hid;

/**
 * The device version of a CTAPHID_INIT response. CTAP 2.1 §11.2.9.1.3.
 *
 * @param major 0 to 255, as the two others
 */
public record DeviceVersion(int major, int minor, int build) {
    public DeviceVersion {
        if (((major | minor | build) & ~0xff) != 0) {
            throw new IllegalArgumentException("a part of a device version is 0 to 255");
        }
    }
}
