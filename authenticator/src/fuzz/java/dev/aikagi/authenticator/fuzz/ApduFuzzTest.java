package dev.aikagi.authenticator.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** {@link ApduTarget} under Jazzer: from the inputs that were kept to new ones. */
class ApduFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void commands_areAnswered(byte[] input) {
        ApduTarget.fuzzerTestOneInput(input);
    }
}
