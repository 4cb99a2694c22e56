package dev.aikagi.harness.portal.reference;

import dev.aikagi.harness.portal.reference.Frame.Page;
import java.util.Optional;

/** The present password, which every page asks for once more that changes how somebody signs in; guesses are counted over all. */
record PasswordAgain(Frame frame, StepUp stepUp, Throttle throttle) {
    /** The page again, where it was not typed, or too often not rightly. */
    Optional<Reply> refusal(Visit visit, Page page) {
        String key = "current-password:" + visit.person().account().userId();
        if (!throttle.admits(key)) {
            return Optional.of(frame.throttled(visit, page, throttle.pauseSeconds()));
        }
        if (!stepUp.proves(visit.person(), visit.form().get("currentPassword"))) {
            return Optional.of(frame.page(visit, page, Alert.error("wrong-password")));
        }
        throttle.clear(key);
        return Optional.empty();
    }
}
