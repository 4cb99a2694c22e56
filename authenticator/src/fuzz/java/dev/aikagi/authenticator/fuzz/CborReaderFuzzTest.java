package dev.aikagi.authenticator.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** {@link CborReaderTarget} under Jazzer: from the inputs that were kept to new ones. */
class CborReaderFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void whatIsRead_isCanonical(byte[] input) {
        CborReaderTarget.fuzzerTestOneInput(input);
    }
}
