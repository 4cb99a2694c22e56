package dev.aikagi.harness.cli;

import dev.aikagi.authenticator.keyfile.KeyFileException;
import dev.aikagi.harness.decode.DecodeException;
import dev.aikagi.harness.otp.OtpAuthException;
import dev.aikagi.harness.pkcs11.TokenException;
import dev.aikagi.harness.portal.PortalStartException;
import dev.aikagi.harness.portal.PortalUnreachableException;
import dev.aikagi.harness.transfer.TransferException;
import dev.aikagi.harness.yaml.ScenarioSyntaxException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/** The program. */
@Command(
        name = "aikagi",
        description = "A security key in software, and the tester that walks a portal's enrolment manual with it.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            ProbeCommand.class,
            ReplayCommand.class,
            ListCommand.class,
            PortalCommand.class,
            DecodeCommand.class,
            DeviceCommand.class,
            KeyCommand.class,
            OathCommand.class,
            GenerateCompletion.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all passed",
            "1:the portal failed a step or a probe",
            "2:it could not be decided",
            "3:a command, an option or a file that cannot be understood",
            "4:the portal cannot be reached or started"
        })
public final class Main {
    /** Held, so that its level is not forgotten with it. */
    private static final Logger LIBRARIES = Logger.getLogger("");

    private Main() {}

    public static void main(String[] arguments) {
        LIBRARIES.setLevel(Level.WARNING);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }

    /** As {@link #main}, without ending the process. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine commandLine = new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::failed);
        commandLine.setParameterExceptionHandler(Main::misunderstood);
        return arguments.length == 0 ? usage(commandLine) : commandLine.execute(arguments);
    }

    private static int usage(CommandLine commandLine) {
        commandLine.usage(commandLine.getErr());
        return ExitCode.USAGE;
    }

    private static int misunderstood(CommandLine.ParameterException e, String[] arguments) {
        CommandLine commandLine = e.getCommandLine();
        commandLine.getErr().println("aikagi: " + e.getMessage());
        commandLine.getErr().println("Try '" + commandLine.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine commandLine, ParseResult parsed) {
        commandLine.getErr().println("aikagi: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        if (e instanceof UsageException || e instanceof ScenarioSyntaxException || e instanceof DecodeException) {
            return ExitCode.USAGE;
        }
        if (e instanceof TokenException) {
            return ExitCode.USAGE;
        }
        if (e instanceof KeyFileException || e instanceof TransferException || e.getCause() instanceof UsageException) {
            return ExitCode.USAGE;
        }
        if (e instanceof OtpAuthException) {
            return ExitCode.FAILED;
        }
        if (e instanceof PortalUnreachableException || e instanceof PortalStartException) {
            return ExitCode.UNREACHABLE;
        }
        if (e instanceof RuntimeException) {
            e.printStackTrace(commandLine.getErr());
        }
        return ExitCode.UNDECIDED;
    }

    /** The manifest's version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {name()};
        }

        static String name() {
            String version = Main.class.getPackage().getImplementationVersion();
            return "aikagi " + (version == null ? "(not packaged)" : version);
        }
    }
}
