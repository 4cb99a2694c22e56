package dev.aikagi.harness.scenario;

import java.io.IOException;
import java.util.Map;

/** {@code choose-method}: passkey 生体認証, totp ワンタイムパスワード(アプリ) or email ワンタイムパスワード(メール). */
record ChooseMethod(String method) implements Step {
    @Override
    public String run(Walk walk) throws IOException {
        walk.on("choose-method");
        walk.does("chooses", method);
        walk.submit("choose-method", Map.of("method", method));
        return walk.seen();
    }
}
