package dev.aikagi.harness.scenario;

import java.io.IOException;
import java.util.Map;

/** {@code confirm-birth-date}: the person's own, or with {@code wrong} the day after. */
record ConfirmBirthDate(boolean own) implements Step {
    @Override
    public String run(Walk walk) throws IOException {
        walk.on("birth-date");
        Persona persona = walk.persona();
        String typed = own
                ? persona.birthDateDigits()
                : persona.birthDate().plusDays(1).toString().replace("-", "");
        walk.does("birth-date", typed);
        walk.submit("birth-date", Map.of("birth-date", typed));
        return walk.seen();
    }
}
