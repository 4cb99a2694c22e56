package dev.aikagi.authenticator.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborException;
import dev.aikagi.authenticator.cbor.CborReader;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;

/** Whatever is read is what the canonical writer would have written; all else is refused. */
class CborReaderFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void whatIsRead_isCanonical(byte[] input) {
        CborValue value;
        try {
            value = CborReader.read(Bytes.of(input));
        } catch (CborException refused) {
            return;
        }
        if (!CborWriter.write(value).equals(Bytes.of(input))) {
            throw new AssertionError("read, but not canonical");
        }
    }
}
