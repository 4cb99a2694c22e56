package dev.aikagi.harness.pkcs11;

import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.ptr.NativeLongByReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds a token by its label, PKCS#11 v2.40 §5.5: SunPKCS11 knows slots alone, and says of none what is in it. */
final class TokenSlots {
    private static final byte TOKEN_PRESENT = 1;
    private static final long CKR_OK = 0;
    private static final long CKR_CRYPTOKI_ALREADY_INITIALIZED = 0x191;

    /** CK_TOKEN_INFO begins with the label, padded with blanks; all of it has some 200 bytes. */
    private static final int LABEL_SIZE = 32;

    private static final int TOKEN_INFO_SIZE = 512;

    private final String path;
    private final NativeLibrary library;

    private TokenSlots(String path) throws TokenException {
        this.path = path;
        try {
            library = NativeLibrary.getInstance(path);
        } catch (UnsatisfiedLinkError e) {
            throw new TokenException(path + " is no PKCS#11 library for this machine: " + e.getMessage());
        }
    }

    /** The number of the slot with that token. TokenException if there is none, or several, or no such library. */
    static long slot(String library, String label) throws TokenException {
        if (!Files.exists(Path.of(library))) {
            throw new TokenException("there is no PKCS#11 library " + library);
        }
        return new TokenSlots(library).slot(label);
    }

    /** The library is left as it was found: whoever has initialised it still uses it. */
    private long slot(String label) throws TokenException {
        long initialized = call("C_Initialize", (Object) null);
        if (initialized != CKR_OK && initialized != CKR_CRYPTOKI_ALREADY_INITIALIZED) {
            throw failed("C_Initialize", initialized);
        }
        try {
            return only(label);
        } finally {
            if (initialized == CKR_OK) {
                call("C_Finalize", (Object) null);
            }
        }
    }

    private long only(String label) throws TokenException {
        List<Long> matching = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (NativeLong slot : slots()) {
            byte[] info = new byte[TOKEN_INFO_SIZE];
            if (call("C_GetTokenInfo", slot, info) == CKR_OK) {
                String found = new String(info, 0, LABEL_SIZE, StandardCharsets.UTF_8).stripTrailing();
                labels.add(found);
                if (found.equals(label)) {
                    matching.add(slot.longValue());
                }
            }
        }
        if (matching.size() != 1) {
            throw new TokenException((matching.isEmpty() ? "no token" : matching.size() + " tokens") + " of " + path
                    + " have the label '" + label + "'; there are: " + String.join(", ", labels));
        }
        return matching.get(0);
    }

    private NativeLong[] slots() throws TokenException {
        NativeLongByReference count = new NativeLongByReference();
        require("C_GetSlotList", call("C_GetSlotList", TOKEN_PRESENT, null, count));
        NativeLong[] slots = new NativeLong[count.getValue().intValue()];
        require("C_GetSlotList", call("C_GetSlotList", TOKEN_PRESENT, slots, count));
        return slots;
    }

    private long call(String function, @Nullable Object... arguments) throws TokenException {
        try {
            return ((NativeLong) library.getFunction(function).invoke(NativeLong.class, arguments)).longValue();
        } catch (UnsatisfiedLinkError e) {
            throw new TokenException(path + " is no PKCS#11 library: it has no " + function);
        }
    }

    private void require(String function, long value) throws TokenException {
        if (value != CKR_OK) {
            throw failed(function, value);
        }
    }

    private TokenException failed(String function, long value) {
        return new TokenException("%s: %s failed with 0x%x".formatted(path, function, value));
    }
}
