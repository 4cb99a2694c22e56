/**
 * The key on the USB/IP of another machine, or of a guest: the server's side of version 1.1.1 of its protocol, as
 * https://docs.kernel.org/usb/usbip_protocol.html has it. Numbers are big-endian.
 */
@NullMarked
package dev.aikagi.ctapsim.usbip;

import org.jspecify.annotations.NullMarked;
