package dev.aikagi.authenticator.fuzz;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborException;
import dev.aikagi.authenticator.cbor.CborReader;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import java.util.function.Function;

/** Whatever is read is what the canonical writer would have written; all else is refused. */
public final class CborReaderTarget {
    private CborReaderTarget() {}

    /** Jazzer's entry. */
    public static void fuzzerTestOneInput(byte[] input) {
        judge(input, CborReader::read);
    }

    static void judge(byte[] input, Function<Bytes, CborValue> reader) {
        CborValue value;
        try {
            value = reader.apply(Bytes.of(input));
        } catch (CborException refused) {
            return;
        }
        if (!CborWriter.write(value).equals(Bytes.of(input))) {
            throw new AssertionError("read, but not canonical");
        }
    }
}
