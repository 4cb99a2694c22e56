package dev.aikagi.keycloak;

import java.util.HashMap;
import java.util.Map;
import org.keycloak.models.SingleUseObjectProvider;

/** The server's single-use objects as a map with a clock that the test moves. */
final class FakeSlots implements SingleUseObjectProvider {
    private final Map<String, Long> expiries = new HashMap<>();
    long now = 1_000_000;

    @Override
    public void put(String key, long lifespanSeconds, Map<String, String> notes) {
        expiries.put(key, now + lifespanSeconds);
    }

    @Override
    public Map<String, String> get(String key) {
        return contains(key) ? Map.of() : null;
    }

    @Override
    public Map<String, String> remove(String key) {
        return expiries.remove(key) == null ? null : Map.of();
    }

    @Override
    public boolean replace(String key, Map<String, String> notes) {
        return contains(key);
    }

    @Override
    public boolean putIfAbsent(String key, long lifespanInSeconds) {
        if (contains(key)) {
            return false;
        }
        expiries.put(key, now + lifespanInSeconds);
        return true;
    }

    @Override
    public boolean contains(String key) {
        return expiries.getOrDefault(key, 0L) > now;
    }

    @Override
    public void close() {}
}
