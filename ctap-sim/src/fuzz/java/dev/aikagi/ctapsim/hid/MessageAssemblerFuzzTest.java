package dev.aikagi.ctapsim.hid;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** {@link MessageAssemblerTarget} under Jazzer: from the inputs that were kept to new ones. */
class MessageAssemblerFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void reports_becomeTheMessageTheyCarry(byte[] input) {
        MessageAssemblerTarget.fuzzerTestOneInput(input);
    }
}
