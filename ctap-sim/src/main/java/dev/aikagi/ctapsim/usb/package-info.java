/**
 * The key as a USB device: its descriptors, its control requests, its two interrupt endpoints.
 *
 * <p>Sections are those of the Universal Serial Bus Specification 2.0 (usb.org) and, where HID stands before them, of
 * the Device Class Definition for Human Interface Devices 1.11.
 */
@NullMarked
package dev.aikagi.ctapsim.usb;

import org.jspecify.annotations.NullMarked;
