package dev.aikagi.harness.scenario;

import java.io.IOException;
import java.util.Map;

/** {@code register-mail}: the person's own address, or another text. */
record RegisterMail(String address) implements Step {
    static final String OWN = "own";

    @Override
    public String run(Walk walk) throws IOException {
        walk.on("mail-address");
        String typed = address.equals(OWN) ? walk.persona().mailAddress() : address;
        walk.does("address", typed);
        walk.submit("mail-address", Map.of("email", typed));
        return walk.seen();
    }
}
