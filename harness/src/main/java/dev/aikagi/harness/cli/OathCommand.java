package dev.aikagi.harness.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code aikagi oath}: the one-time passwords on a card, whoever made it. */
@Command(
        name = "oath",
        description = "Keep one-time passwords on a smart card (YKOATH), real or emulated.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            OathListCommand.class,
            OathAddCommand.class,
            OathCodeCommand.class,
            OathRenameCommand.class,
            OathDeleteCommand.class,
            OathPasswordCommand.class,
            OathResetCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the card refused: no such account, no room, the wrong password, not touched",
            "2:no card, or it does not answer",
            "3:a command, an option or a file that cannot be understood; a password or --force that is missing"
        })
final class OathCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "oath: say what to do: list, add, code, rename, delete …");
    }
}
