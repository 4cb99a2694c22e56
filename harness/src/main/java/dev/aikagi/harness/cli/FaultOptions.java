package dev.aikagi.harness.cli;

import dev.aikagi.ctapsim.fault.Fault;
import dev.aikagi.ctapsim.fault.Faults;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What the keys of {@code aikagi device} do wrong. */
final class FaultOptions {
    @Option(
            names = "--fault",
            paramLabel = "[N:]NAME[=ARG][@COMMAND]",
            description = "Misbehave, as in status=27@getAssertion, bad-signature, clear-uv, late=2000@makeCredential,"
                    + " drop-report=2, not-yet=1@u2fRegister, wrong-code; once for each. N: the second of several keys"
                    + " alone. A name that there is not shows all.",
            converter = Converter.class)
    private List<OfKey> faults = List.of();

    /**
     * Those of one key.
     *
     * @param key counted from 1
     */
    Faults faults(int key) {
        return new Faults(faults.stream()
                .filter(fault -> fault.key().map(only -> only == key).orElse(true))
                .map(OfKey::fault)
                .toList());
    }

    /** UsageException unless there are as many keys as faults are told of. */
    void requireKeys(int count) throws UsageException {
        for (OfKey fault : faults) {
            if (fault.key().orElse(1) < 1 || fault.key().orElse(1) > count) {
                throw new UsageException(
                        "--fault: there is no key " + fault.key().orElse(1) + ", they are 1 to " + count);
            }
        }
    }

    /** A fault, and the key that has it; all have it if empty. */
    private record OfKey(Optional<Integer> key, Fault fault) {}

    /** So that a fault which there is not is told as every other mistake in a command. */
    static final class Converter implements ITypeConverter<OfKey> {
        private static final Pattern FORM = Pattern.compile("(?:([0-9]{1,3}):)?(.*)", Pattern.DOTALL);

        @Override
        public OfKey convert(String text) {
            Matcher parts = FORM.matcher(text);
            if (!parts.matches()) {
                throw new TypeConversionException(text);
            }
            try {
                return new OfKey(
                        Optional.ofNullable(parts.group(1)).map(Integer::valueOf), Fault.parse(parts.group(2)));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
