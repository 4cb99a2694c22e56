package dev.aikagi.authenticator.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** {@link ProcessCborTarget} under Jazzer: from the inputs that were kept to new ones. */
class ProcessCborFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void requests_areAnswered(byte[] input) {
        ProcessCborTarget.fuzzerTestOneInput(input);
    }
}
