package dev.aikagi.harness.cli;

import dev.aikagi.harness.otp.OathCode;
import dev.aikagi.harness.otp.OathStore;
import dev.aikagi.harness.otp.OtpAuthException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aikagi oath code}. */
@Command(
        name = "code",
        description =
                "The codes of now, with the seconds they stay right. A name also moves a counter on, or asks for a"
                        + " touch.",
        mixinStandardHelpOptions = true)
final class OathCodeCommand implements Callable<Integer> {
    private final InstantSource clock = InstantSource.system();

    @Spec
    private CommandSpec spec;

    @Mixin
    private OathCard card = new OathCard();

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "The account, or a part of its name that no other has; all if it is left out.")
    private @Nullable String name;

    @Option(names = "--single", description = "Print the digits of the one account and nothing else.")
    private boolean single;

    @Option(names = "--watch", description = "Count the seconds down, and get the next codes, until interrupted.")
    private boolean watch;

    @Override
    public Integer call() throws UsageException, OtpAuthException, IOException {
        if (single && name == null) {
            throw new UsageException("--single goes with a NAME");
        }
        if (watch) {
            countDown();
        } else {
            show(card.unlocked(this::codes), clock.instant());
        }
        return ExitCode.PASSED;
    }

    private List<OathCode> codes(OathStore store) throws UsageException, OtpAuthException, IOException {
        List<OathCode> all = store.codes(clock.instant());
        if (name == null) {
            return all;
        }
        OathCode chosen = chosen(all, name);
        if (chosen.code().isPresent()) {
            return List.of(chosen);
        }
        if (chosen.kind() == OathCode.Kind.TOUCH) {
            spec.commandLine().getErr().println("Touch the key for " + chosen.name() + " …");
        }
        return List.of(chosen.with(store.code(chosen.name(), clock.instant())));
    }

    private static OathCode chosen(List<OathCode> all, String name) throws UsageException {
        List<OathCode> exact =
                all.stream().filter(each -> each.name().equals(name)).toList();
        String part = name.toLowerCase(Locale.ROOT);
        List<OathCode> meant = exact.isEmpty()
                ? all.stream()
                        .filter(each -> each.name().toLowerCase(Locale.ROOT).contains(part))
                        .toList()
                : exact;
        if (meant.size() > 1) {
            throw new UsageException(meant.size() + " accounts match " + name + ": "
                    + meant.stream().map(OathCode::name).collect(Collectors.joining(", ")));
        }
        if (meant.isEmpty()) {
            throw new UsageException("the card has no account that matches " + name);
        }
        return meant.get(0);
    }

    private void show(List<OathCode> codes, Instant now) {
        PrintWriter out = spec.commandLine().getOut();
        codes.forEach(each -> out.println(single ? each.code().orElse("") : line(each, now)));
        out.flush();
    }

    private static String line(OathCode each, Instant now) {
        String said = each.code().orElse(each.kind() == OathCode.Kind.TOUCH ? "[touch]" : "[counter]");
        boolean timed = each.code().isPresent() && each.kind() != OathCode.Kind.COUNTER_BASED;
        return each.name() + "  " + said
                + (timed ? "  valid " + each.validity(now).toSeconds() + " s" : "");
    }

    /** The card is asked only when a code has run out: in between another program may use it. */
    private void countDown() throws UsageException, OtpAuthException, IOException {
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (true) {
                List<OathCode> codes = card.unlocked(this::codes);
                Instant asked = clock.instant();
                for (Instant now = asked; stillRight(codes, asked, now); now = clock.instant()) {
                    show(codes, now);
                    never.await(1, TimeUnit.SECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean stillRight(List<OathCode> codes, Instant asked, Instant now) {
        return codes.stream()
                .filter(each -> each.code().isPresent() && each.kind() != OathCode.Kind.COUNTER_BASED)
                .allMatch(each -> asked.plus(each.validity(asked)).isAfter(now));
    }
}
