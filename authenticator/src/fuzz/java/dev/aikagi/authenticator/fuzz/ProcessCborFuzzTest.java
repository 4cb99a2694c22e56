package dev.aikagi.authenticator.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Several requests to one key, one after the other: each has an answer, and none throws. */
class ProcessCborFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void requests_areAnswered(FuzzedDataProvider data) {
        FuzzedKey key = new FuzzedKey();
        for (int count = data.consumeInt(1, 4); count > 1; count--) {
            key.answer(data.consumeBytes(data.consumeInt(0, 400)));
        }
        key.answer(data.consumeRemainingAsBytes());
    }
}
