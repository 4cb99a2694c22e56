/**
 * The key on the HID bus of this very machine, through Linux's uhid: layouts and order as linux/uhid.h and
 * https://docs.kernel.org/hid/uhid.html have them. And files of /dev, which is what it takes; native calls are made here
 * alone.
 */
@NullMarked
package dev.aikagi.ctapsim.uhid;

import org.jspecify.annotations.NullMarked;
