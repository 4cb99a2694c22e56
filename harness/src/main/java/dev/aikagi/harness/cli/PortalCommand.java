package dev.aikagi.harness.cli;

import dev.aikagi.harness.mail.Mail;
import dev.aikagi.harness.mail.MailServer;
import dev.aikagi.harness.mail.Mailbox;
import dev.aikagi.harness.portal.Account;
import dev.aikagi.harness.portal.reference.Defect;
import dev.aikagi.harness.portal.reference.ReferencePortal;
import dev.aikagi.harness.portal.reference.ReferencePortalConfig;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.catalog.ProbeCatalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aikagi portal}: serves the embedded portal for people, with somebody to sign in as. */
@Command(
        name = "portal",
        description = "Serve the embedded portal until interrupted; mail is shown here.",
        mixinStandardHelpOptions = true)
final class PortalCommand implements Callable<Integer> {
    private static final Duration FOREVER = Duration.ofDays(365);
    private static final Account DEMO =
            new Account("kp123456demo", "健保 花子", "12345619850412", LocalDate.of(1985, 4, 12));
    private static final String DEMO_MAIL = "hanako@mail.example.jp";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            description = "Port on the loopback address; 0 for a free one (default: ${DEFAULT-VALUE}).",
            defaultValue = "8080")
    private int port = 8080;

    @Option(names = "--tls", description = "HTTPS with a certificate made at the start.")
    private boolean tls;

    @Option(
            names = "--rest",
            description = "Answer without pages too, in the shape of FIDO's conformance tests: whoever has a free name"
                    + " registers.")
    private boolean rest;

    @Option(
            names = "--defect",
            paramLabel = "NAME",
            description = "Make this mistake on purpose, as probes look for them; may be given several times.")
    private List<String> defects = List.of();

    @Option(
            names = "--list-defects",
            description = "List the mistakes that it can make, with the probes that find each, and end.")
    private boolean listDefects;

    @Override
    public Integer call() throws IOException, UsageException {
        if (listDefects) {
            list(spec.commandLine().getOut());
            return ExitCode.PASSED;
        }
        List<Defect> mistakes = Defects.named(defects);
        SecureRandom random = new SecureRandom();
        try (MailServer mail = MailServer.start(random)) {
            var config = ReferencePortalConfig.builder(InstantSource.system(), random, mail.smtpPort())
                    .port(port)
                    .tls(tls)
                    .rest(rest)
                    .defects(mistakes)
                    .build();
            try (ReferencePortal portal = ReferencePortal.start(config)) {
                portal.addAccount(DEMO);
                introduce(portal);
                showMail(mail);
            }
        } catch (BindException e) {
            spec.commandLine().getErr().println("aikagi: port " + port + " is taken: give another --port, or 0");
            return ExitCode.UNREACHABLE;
        }
        return ExitCode.PASSED;
    }

    private static void list(PrintWriter out) {
        Defect.all().forEach(defect -> {
            String probes = ProbeCatalog.all().stream()
                    .filter(probe -> probe.defects().contains(defect.name()))
                    .map(Probe::id)
                    .collect(Collectors.joining(", "));
            out.printf("%-36s %s%n%36s found by %s%n", defect.name(), defect.broken(), "", probes);
        });
    }

    private void introduce(ReferencePortal portal) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Portal:           " + portal.baseUri());
        out.println("User id:          " + DEMO.userId());
        out.println("Initial password: " + DEMO.initialPassword() + "  (symbol, number, birth date)");
        out.println("Date of birth:    " + DEMO.birthDate().toString().replace("-", ""));
        out.println("E-mail address:   " + DEMO_MAIL + "  (its mail is shown here)");
        if (!defects.isEmpty()) {
            out.println("On purpose:       " + String.join(", ", defects));
        }
        out.println("Ctrl-C ends it; nothing is kept.");
        out.flush();
    }

    private void showMail(MailServer mail) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (Mailbox mailbox = mail.mailbox(DEMO_MAIL)) {
            while (!Thread.currentThread().isInterrupted()) {
                Mail received = mailbox.await(any -> true, FOREVER);
                out.println();
                out.println("Mail: " + received.subject());
                out.println(received.text().strip().indent(6).stripTrailing());
                out.flush();
            }
        }
    }
}
