package dev.aikagi.harness.scenario;

import java.io.IOException;
import java.util.Map;

/** {@code type-mail-code}: the six digits of the newest mail, of the one before, or wrong ones. */
record TypeMailCode(CodeChoice code) implements Step {
    @Override
    public String run(Walk walk) throws IOException {
        walk.on("mail-code");
        String typed = walk.codes().mailed(code);
        walk.does("mailed-code");
        walk.submit("code", Map.of("code", typed));
        return walk.seen();
    }
}
