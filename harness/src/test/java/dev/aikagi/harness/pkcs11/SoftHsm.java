package dev.aikagi.harness.pkcs11;

import dev.aikagi.harness.Requires;
import dev.aikagi.harness.pcsc.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * SoftHSM2 with two tokens in this build's folder. Its library reads once in a process which tokens there are, so they are
 * made before the first test asks for one and are the same for all.
 */
public final class SoftHsm {
    /** The label of the token that tests share; each of their keys has an owner of its own. */
    public static final String TOKEN = "aikagi test";

    static final String OTHER_TOKEN = "of somebody else";
    public static final String PIN = "4711";

    private static final List<String> PLACES = List.of(
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib64/pkcs11/libsofthsm2.so",
            "/usr/local/lib/softhsm/libsofthsm2.so",
            "/opt/homebrew/lib/softhsm/libsofthsm2.so");

    private static final SoftHsm ONE = new SoftHsm();

    private boolean made;

    private SoftHsm() {}

    /** The one, with its tokens; where there is none the test is skipped. */
    public static synchronized SoftHsm required() throws IOException, InterruptedException {
        Path tool = Requires.program("softhsm", "softhsm2-util");
        if (!ONE.made) {
            ONE.make(tool);
            ONE.made = true;
        }
        return ONE;
    }

    private void make(Path tool) throws IOException, InterruptedException {
        Path folder = Optional.ofNullable(configuration().getParent()).orElseThrow();
        Path tokens = folder.resolve("tokens");
        if (Files.exists(tokens)) {
            delete(tokens);
        }
        Files.createDirectories(tokens);
        Files.writeString(configuration(), "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
        for (String label : List.of(TOKEN, OTHER_TOKEN)) {
            Command.run(
                            Map.of(),
                            List.of(
                                    tool.toString(),
                                    "--init-token",
                                    "--free",
                                    "--label",
                                    label,
                                    "--so-pin",
                                    "12345678",
                                    "--pin",
                                    PIN))
                    .ok();
        }
    }

    /** Which the tests' own environment names, since a process cannot change its own. */
    private static Path configuration() {
        return Optional.ofNullable(System.getenv("SOFTHSM2_CONF"))
                .map(Path::of)
                .orElseGet(() -> Path.of(Requires.unavailable("softhsm", "SOFTHSM2_CONF is not set")));
    }

    public String library() {
        return PLACES.stream()
                .filter(place -> Files.exists(Path.of(place)))
                .findFirst()
                .orElseGet(() -> Requires.unavailable("softhsm", "libsofthsm2.so is at none of " + PLACES));
    }

    /** As {@code --pkcs11} takes it. */
    public String token() {
        return "library = " + library() + "\ntoken = " + TOKEN + "\n";
    }

    /** What opensc shows of the token's private keys whose name begins so, a text each. */
    public List<String> privateKeys(String name) throws IOException, InterruptedException {
        return objects("privkey").stream()
                .filter(object -> id(object).startsWith(name))
                .toList();
    }

    /** The same of certificates. */
    public List<String> certificates(String name) throws IOException, InterruptedException {
        return objects("cert").stream()
                .filter(object -> id(object).startsWith(name))
                .toList();
    }

    private List<String> objects(String type) throws IOException, InterruptedException {
        Path tool = Requires.program("softhsm", "pkcs11-tool");
        String shown = Command.run(
                        Map.of(),
                        List.of(
                                tool.toString(),
                                "--module",
                                library(),
                                "--token-label",
                                TOKEN,
                                "--login",
                                "--pin",
                                PIN,
                                "--list-objects",
                                "--type",
                                type))
                .ok();
        return Arrays.stream(shown.split("(?m)^(?=\\S+ .*Object)", -1))
                .filter(object -> object.contains("Object;"))
                .toList();
    }

    /** CKA_ID is the name in ASCII. */
    private static String id(String object) {
        return Arrays.stream(object.split("\n", -1))
                .map(String::strip)
                .filter(line -> line.startsWith("ID:"))
                .map(line -> line.substring(3).strip())
                .map(SoftHsm::ascii)
                .findFirst()
                .orElse("");
    }

    private static String ascii(String hex) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at + 1 < hex.length(); at += 2) {
            text.append((char) Integer.parseInt(hex.substring(at, at + 2), 16));
        }
        return text.toString();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted((a, b) -> b.compareTo(a)).forEach(SoftHsm::deleteOne);
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
