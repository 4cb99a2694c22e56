package dev.aikagi.authenticator.credential;

import dev.aikagi.authenticator.bytes.Bytes;
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
    public List<PublicKeyCredentialSource> all() {
        return List.copyOf(newestFirst);
    }

    @Override
    public void update(PublicKeyCredentialSource credential) {
        newestFirst.replaceAll(kept -> kept.id().equals(credential.id()) ? credential : kept);
    }

    @Override
    public void remove(Bytes id) {
        newestFirst.removeIf(kept -> kept.id().equals(id));
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
