package dev.aikagi.harness.cli;

import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.keyfile.KeyFile;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.harness.decode.DecodeException;
import dev.aikagi.harness.decode.InfoJson;
import dev.aikagi.harness.device.KeyFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code aikagi key show}. */
@Command(
        name = "show",
        description = "Show what a key says of itself, and what it holds; no secret of it.",
        mixinStandardHelpOptions = true)
final class KeyShowCommand implements Callable<Integer> {
    private static final byte[] GET_INFO = {0x04};

    @Spec
    private CommandSpec spec;

    @Mixin
    private KeyFileArgument file = new KeyFileArgument();

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException, DecodeException {
        PrintWriter out = spec.commandLine().getOut();
        try (KeyFile key = file.open();
                VirtualDevice device = KeyFiles.plug(key, InstantSource.system(), new SecureRandom())
                        .build()) {
            ObjectNode shown = KeyDescription.of(key, device.profile());
            shown.set("getInfo", InfoJson.of(device.engine().processCbor(GET_INFO, Transaction.UNATTENDED)));
            if (json) {
                out.println(JsonMapper.builder()
                        .build()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(shown));
            } else {
                out.println(file.path());
                JsonTree.print(shown, out);
            }
        }
        return ExitCode.PASSED;
    }
}
