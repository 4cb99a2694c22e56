package dev.aikagi.harness.scenario;

import java.io.IOException;
import java.util.Map;

/**
 * {@code sign-in}: user id and password on the sign-in page, which is opened first.
 *
 * @param times how often, one after the other
 */
record SignIn(User user, PasswordChoice password, int times) implements Step {
    /** Whose user id is typed. */
    enum User {
        OWN,
        UNKNOWN
    }

    @Override
    public String run(Walk walk) throws IOException {
        String userId = user == User.OWN
                ? walk.persona().userId()
                : "nobody" + walk.persona().userId();
        for (int i = 0; i < times; i++) {
            walk.open("sign-in");
            walk.does("sign-in", userId, walk.words().of("password." + password.name()));
            walk.submit("sign-in", Map.of("user-id", userId, "password", password.of(walk.persona())));
        }
        return walk.seen();
    }
}
