package dev.aikagi.authenticator.credential;

import java.util.ArrayList;
import java.util.List;

/** A store that lasts as long as its key. */
public final class MemoryCredentialStore implements CredentialStore {
    private final List<PublicKeyCredentialSource> newestFirst = new ArrayList<>();
    private long count;

    @Override
    public void put(PublicKeyCredentialSource credential) {
        newestFirst.removeIf(kept -> kept.isReplacedBy(credential));
        newestFirst.add(0, credential);
    }

    @Override
    public List<PublicKeyCredentialSource> of(String rpId) {
        return newestFirst.stream()
                .filter(credential -> credential.rpId().equals(rpId))
                .toList();
    }

    @Override
    public int discoverable() {
        return (int) newestFirst.stream()
                .filter(PublicKeyCredentialSource::discoverable)
                .count();
    }

    @Override
    public long nextCount() {
        return ++count;
    }

    @Override
    public void clear() {
        newestFirst.clear();
        count = 0;
    }
}
