package dev.aikagi.ctapsim.usb;

/**
 * By what a host tells devices apart.
 *
 * @param vendor 16 bits
 * @param product 16 bits
 * @param manufacturer for people, at most 126 UTF-16 units, as the two others
 * @param serialNumber other for each device of a model
 */
public record UsbIdentity(int vendor, int product, String manufacturer, String productName, String serialNumber) {
    private static final int MOST_UNITS = 126;

    /** pid.codes keeps its vendor's products 0001 to 000f for tests that leave no laboratory. */
    private static final int TEST_VENDOR = 0x1209;

    private static final int TEST_PRODUCT = 0x0001;

    public UsbIdentity {
        if (((vendor | product) & ~0xffff) != 0) {
            throw new IllegalArgumentException("the ids of a USB device have 16 bits");
        }
        for (String text : new String[] {manufacturer, productName, serialNumber}) {
            if (text.length() > MOST_UNITS) {
                throw new IllegalArgumentException("a USB string has at most 126 UTF-16 units: " + text);
            }
        }
    }

    /** A device with ids that are nobody's. */
    public static UsbIdentity test(String productName, String serialNumber) {
        return new UsbIdentity(TEST_VENDOR, TEST_PRODUCT, "Aikagi", productName, serialNumber);
    }
}
