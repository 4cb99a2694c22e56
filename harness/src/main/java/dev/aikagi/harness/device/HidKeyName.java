package dev.aikagi.harness.device;

import java.io.IOException;

/**
 * A key on a HID bus of this machine.
 *
 * @param which its node, serial number or a part of its name; empty for the only one
 */
record HidKeyName(String which) implements KeyName {
    static final String KIND = "hid";

    @Override
    public String text() {
        return which.isEmpty() ? KIND : KIND + ":" + which;
    }

    @Override
    public SecurityKey open(KeyContext context) throws IOException {
        return HidKey.open(which, context.frames());
    }
}
