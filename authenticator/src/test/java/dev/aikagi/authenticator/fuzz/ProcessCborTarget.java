package dev.aikagi.authenticator.fuzz;

import dev.aikagi.authenticator.message.AuthenticatorDataFilter;

/** Several requests to one key, one after the other: each has an answer, and none throws. */
public final class ProcessCborTarget {
    private ProcessCborTarget() {}

    /** Jazzer's entry. */
    public static void fuzzerTestOneInput(byte[] input) {
        judge(input, AuthenticatorDataFilter.IDENTITY);
    }

    static void judge(byte[] input, AuthenticatorDataFilter filter) {
        FuzzedKey key = FuzzedKey.withFinger(filter);
        for (byte[] request : Pieces.of(input)) {
            key.answer(request);
        }
    }
}
