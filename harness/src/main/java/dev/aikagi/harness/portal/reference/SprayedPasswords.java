package dev.aikagi.harness.portal.reference;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Lets one wrong password be tried at so many accounts, then at no other until a pause is over. */
final class SprayedPasswords implements SprayRule {
    private static final int ACCOUNTS = 10;
    private static final int MANY = 10_000;

    private final InstantSource clock;
    private final Duration pause;
    private final SecretKeySpec key;
    private final Map<String, Tried> tried = new LinkedHashMap<>(16, 0.75f, true);

    SprayedPasswords(InstantSource clock, Duration pause, Tokens tokens) {
        this.clock = clock;
        this.pause = pause;
        this.key = new SecretKeySpec(tokens.bytes(32), "HmacSHA256");
    }

    /** Where one password was tried, and when last. */
    private static final class Tried {
        private final Set<String> userIds = new HashSet<>();
        private Instant last = Instant.EPOCH;
    }

    @Override
    public synchronized boolean admits(String password, String userId) {
        Instant now = clock.instant();
        Tried before = tried.computeIfAbsent(fingerprint(password), any -> new Tried());
        if (!now.isBefore(before.last.plus(pause))) {
            before.userIds.clear();
        }
        if (before.userIds.size() >= ACCOUNTS && !before.userIds.contains(userId)) {
            return false;
        }
        before.userIds.add(userId);
        before.last = now;
        forgetEldest();
        return true;
    }

    @Override
    public synchronized void clear(String password, String userId) {
        Tried before = tried.get(fingerprint(password));
        if (before != null) {
            before.userIds.remove(userId);
        }
    }

    private void forgetEldest() {
        if (tried.size() > MANY) {
            tried.remove(tried.keySet().iterator().next());
        }
    }

    /** Keyed, with a key of this process: what people type wrongly is often their password elsewhere. */
    private String fingerprint(String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Tokens.base64Url(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC is in every JDK", e);
        }
    }
}
