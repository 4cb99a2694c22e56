package dev.aikagi.ctapsim.usbip;

/** How an operation ended, as the kernel's tools name it. */
enum UsbIpStatus {
    OK(0),
    BUSY(2),
    NO_DEVICE(4),
    ERROR(5);

    private final int code;

    UsbIpStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
