package dev.aikagi.harness.probe;

import dev.aikagi.harness.portal.Notice;
import dev.aikagi.harness.portal.Page;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A portal's answer, as far as it tells by itself whether it is a refusal.
 *
 * @param page the profile's name, or {@code ?}
 * @param errors the names of what it complains of
 * @param showsInsides a stack trace is on it
 */
public record Answer(int status, String page, String errors, boolean showsInsides) {
    private static final Pattern STACK_TRACE =
            Pattern.compile("\\bat [\\w.$]+\\([\\w$]+\\.(java|kt|scala):\\d+\\)|Traceback \\(most recent call last\\)"
                    + "|\\bat (async )?[\\w.<> ]*\\(?(/|node:)[^\\s)]+:\\d+:\\d+\\)?");

    public static Answer of(Page page) {
        String errors = page.notices().stream()
                .filter(notice -> notice.kind() == Notice.Kind.ERROR)
                .map(notice -> notice.name().equals(Notice.UNKNOWN) ? "'" + notice.text() + "'" : notice.name())
                .collect(Collectors.joining(", "));
        return new Answer(
                page.status(),
                page.id().orElse("?"),
                errors,
                STACK_TRACE.matcher(page.html()).find());
    }

    /** The portal broke: status 5xx, or a stack trace. */
    public boolean crashed() {
        return status >= 500 || showsInsides;
    }

    /** It slows the asker down: whatever was asked was not judged. */
    public boolean isThrottled() {
        return status == 429 || errors.contains("throttled");
    }

    /** Complains, or has an error's status or page. */
    public boolean isRefusal() {
        return status >= 400 || !errors.isEmpty() || page.equals("error");
    }

    /**
     * What the answer alone tells; empty where it looks like a yes.
     *
     * @throws InconclusiveException if it is a throttle's
     */
    public Optional<Outcome> refusal() {
        if (isThrottled()) {
            throw new InconclusiveException("the portal throttles, so that nothing was judged: " + this);
        }
        if (crashed()) {
            return Optional.of(Outcome.REJECTED_CRASH);
        }
        return isRefusal() ? Optional.of(Outcome.REJECTED_CLEAN) : Optional.empty();
    }

    /** For people: status, page, complaints. */
    @Override
    public String toString() {
        String said = errors.isEmpty() ? "" : ", error " + errors;
        return "status %d, page '%s'%s%s".formatted(status, page, said, crashed() ? ", broken" : "");
    }
}
