package dev.aikagi.ctapsim.killed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.apdu.AppletCard;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.credential.CredentialWrapper;
import dev.aikagi.authenticator.credential.KeyVault;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.authenticator.env.UserPresence;
import dev.aikagi.authenticator.keyfile.KeyMemory;
import dev.aikagi.authenticator.keyfile.Snapshot;
import dev.aikagi.authenticator.oath.OathApplet;
import dev.aikagi.authenticator.pin.PinState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a key has acknowledged, and so must still know; what it was about to do when it was killed may have happened or
 * not, but wholly. Each kill is followed by {@link #require}, which compares and then takes over what did happen.
 */
final class Acknowledged {
    private final Set<Bytes> credentials = new LinkedHashSet<>();
    private final Set<Bytes> wrapped = new LinkedHashSet<>();
    private final Map<String, Long> nextCodes = new LinkedHashMap<>();
    private String pin = "";
    private int retries = PinState.MAX_RETRIES;
    private long count;
    private String pendingVerb = "";
    private String pendingArgument = "";
    private int answers;

    String pin() {
        return pin;
    }

    List<String> accounts() {
        return List.copyOf(nextCodes.keySet());
    }

    /** How many answers there were. */
    int answers() {
        return answers;
    }

    /** A line of {@link KeyLoad}. */
    void read(String line) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "+" -> {
                pendingVerb = words[1];
                pendingArgument = words[2];
            }
            case "=" -> {
                assertEquals(pendingVerb, words[1]);
                happened(words[1], words);
                pendingVerb = "";
                answers++;
            }
            default -> throw new AssertionError("the key's process ended by itself: " + line);
        }
    }

    private void happened(String verb, String... words) {
        switch (verb) {
            case "set-pin", "change-pin" -> newPin(words[2]);
            case "right-pin" -> retries = PinState.MAX_RETRIES;
            case "wrong-pin" -> retries--;
            case "make" -> {
                credentials.add(Bytes.fromHex(words[2]));
                counted(words[3]);
            }
            case "wrap" -> {
                wrapped.add(Bytes.fromHex(words[2]));
                counted(words[3]);
            }
            case "use" -> counted(words[2]);
            case "delete" -> credentials.remove(Bytes.fromHex(words[2]));
            case "reset" -> reset();
            case "put" -> nextCodes.put(words[2], 0L);
            case "calculate" -> {
                assertEquals(Oath.code(words[2], nextCodes.get(words[2])), Integer.parseInt(words[3]));
                nextCodes.merge(words[2], 1L, Long::sum);
            }
            case "remove" -> nextCodes.remove(words[2]);
            case "oath-reset" -> nextCodes.clear();
            default -> throw new AssertionError("unknown verb " + verb);
        }
    }

    private void newPin(String next) {
        pin = next;
        retries = PinState.MAX_RETRIES;
    }

    private void counted(String given) {
        assertTrue(Long.parseLong(given) > count, () -> "counter " + given + " after " + count);
        count = Long.parseLong(given);
    }

    private void reset() {
        credentials.clear();
        wrapped.clear();
        newPin("");
        count = 0;
    }

    /** Fails if anything that was acknowledged is lost or undone; {@code found} is what the file holds after the kill. */
    void require(Snapshot found) {
        if (pending("reset")
                && found.credentials().isEmpty()
                && pinOf(found).hash().isEmpty()) {
            reset();
        }
        requirePin(pinOf(found));
        requireCredentials(found);
        assertTrue(found.count() >= count, () -> "counter " + found.count() + " on the disk after " + count);
        requireAccounts(found);
        pendingVerb = "";
    }

    private void requirePin(PinState found) {
        boolean changing = pending("set-pin") || pending("change-pin");
        if (changing && found.hash().equals(hash(pendingArgument))) {
            newPin(pendingArgument);
        }
        assertEquals(hash(pin), found.hash(), "the PIN is " + pin);
        boolean spent = (pending("wrong-pin") || pending("right-pin") || pending("change-pin"))
                && found.retries() == retries - 1;
        boolean restored = (pending("right-pin") || changing) && found.retries() == PinState.MAX_RETRIES;
        assertTrue(
                spent || restored || found.retries() == retries,
                () -> found.retries() + " retries instead of " + retries + " during " + pendingVerb);
        retries = found.retries();
    }

    private void requireCredentials(Snapshot found) {
        Set<Bytes> there = new HashSet<>(
                found.credentials().stream().map(PublicKeyCredentialSource::id).toList());
        if (pending("delete") && !there.contains(Bytes.fromHex(pendingArgument))) {
            credentials.remove(Bytes.fromHex(pendingArgument));
        }
        if (pending("make")) {
            assertTrue(there.size() <= credentials.size() + 1, "at most one more");
            credentials.addAll(there.size() > credentials.size() ? there : Set.of());
        }
        assertEquals(credentials, there);
        found.state().ifPresent(state -> {
            CredentialWrapper wrapper =
                    new CredentialWrapper(state.secrets().wrappingKey(), new SeededRandom(1), KeyVault.SOFTWARE);
            Bytes rpIdHash = sha256(KeyLoad.RP_ID);
            wrapped.forEach(id -> assertTrue(wrapper.unwrap(id, rpIdHash).isPresent(), () -> "lost: " + id));
        });
    }

    private void requireAccounts(Snapshot found) {
        AppletCard card = new AppletCard(List.of(new OathApplet(
                new SeededRandom(1), UserPresence.ALWAYS, KeyMemory.of(found).oath())));
        Oath.ok(card.transmit(Bytes.fromHex("00a4040007a0000005272101").toArray()));
        Set<String> there =
                new HashSet<>(Oath.names(Oath.ok(card.transmit(Oath.list().toArray()))));
        if (pending("put") && there.contains(pendingArgument)) {
            nextCodes.put(pendingArgument, 0L);
        }
        if (pending("remove") && !there.contains(pendingArgument)) {
            nextCodes.remove(pendingArgument);
        }
        if (pending("oath-reset") && there.isEmpty()) {
            nextCodes.clear();
        }
        assertEquals(nextCodes.keySet(), there);
        nextCodes.replaceAll((name, next) -> nextCode(card, name, next));
    }

    /** A code that was given is never given again. */
    private long nextCode(AppletCard card, String name, long next) {
        int code = Oath.code(Oath.ok(card.transmit(Oath.calculate(name).toArray())));
        if (pending("calculate") && pendingArgument.equals(name) && code == Oath.code(name, next + 1)) {
            return next + 1;
        }
        assertEquals(Oath.code(name, next), code, () -> "the next code of " + name + " is number " + next);
        return next;
    }

    private boolean pending(String verb) {
        return pendingVerb.equals(verb);
    }

    private static PinState pinOf(Snapshot found) {
        return found.state().map(state -> state.pin()).orElseThrow(() -> new AssertionError("the state is lost"));
    }

    private static Optional<Bytes> hash(String pin) {
        return pin.isEmpty() ? Optional.empty() : Optional.of(sha256(pin).slice(0, 16));
    }

    private static Bytes sha256(String text) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
