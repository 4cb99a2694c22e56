package dev.aikagi.harness.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code aikagi key}: emulated keys that are kept in files. */
@Command(
        name = "key",
        description = "Keep emulated keys in encrypted files.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            KeyCreateCommand.class,
            KeyShowCommand.class,
            KeyListCommand.class,
            KeyExportCommand.class,
            KeyImportCommand.class,
            KeyPinCommand.class,
            KeyPassphraseCommand.class,
            KeyResetCommand.class,
            KeySnapshotCommand.class,
            KeyDeleteCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "2:the key refused, or the file cannot be written",
            "3:wrong passphrase; a file that is missing, damaged, of a newer version, in use or there already; a token"
                    + " that is missing or has another PIN; a command that cannot be understood"
        })
final class KeyCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "key: say what to do: create, show, list, export, import …");
    }
}
