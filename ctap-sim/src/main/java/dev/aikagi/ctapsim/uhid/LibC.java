package dev.aikagi.ctapsim.uhid;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;

/** What is called of the C library, on Linux; see the manual pages of these names. */
interface LibC extends Library {
    int ENOENT = 2;
    int EINTR = 4;
    int EACCES = 13;

    int O_RDWR = 2;
    int O_CLOEXEC = 0x80000;

    short POLLIN = 1;

    static LibC load() {
        return Native.load("c", LibC.class);
    }

    int open(String path, int flags) throws LastErrorException;

    NativeLong read(int fd, byte[] buffer, NativeLong size) throws LastErrorException;

    NativeLong write(int fd, byte[] buffer, NativeLong size) throws LastErrorException;

    /** {@code fds}: one {@code struct pollfd}, which is descriptor 4, events 2, events that there are 2. */
    int poll(byte[] fds, NativeLong count, int millis) throws LastErrorException;

    int close(int fd) throws LastErrorException;
}
