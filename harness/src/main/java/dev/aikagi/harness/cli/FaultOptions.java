package dev.aikagi.harness.cli;

import dev.aikagi.ctapsim.fault.Fault;
import dev.aikagi.ctapsim.fault.Faults;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What the key of {@code aikagi device} does wrong. */
final class FaultOptions {
    @Option(
            names = "--fault",
            paramLabel = "NAME[=ARG][@COMMAND]",
            description = "Misbehave, as in status=27@getAssertion, bad-signature, clear-uv, late=2000@makeCredential,"
                    + " drop-report=2; once for each.",
            converter = Converter.class)
    private List<Fault> faults = List.of();

    Faults faults() {
        return new Faults(faults);
    }

    /** So that a fault which there is not is told as every other mistake in a command. */
    static final class Converter implements ITypeConverter<Fault> {
        @Override
        public Fault convert(String text) {
            try {
                return Fault.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
