package dev.aikagi.authenticator.keyfile;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.state.AuthenticatorState;
import java.util.List;
import java.util.Optional;

/**
 * All that a key keeps, at one moment. Whoever has it can make the key a second time.
 *
 * @param state empty for a key that has never been powered up
 * @param credentials the discoverable ones, the newest first
 * @param count the signature counter's last value, 0 before the first
 * @param oath what the OATH applet keeps, as {@link dev.aikagi.authenticator.oath.OathMemory} has it
 */
public record Snapshot(
        Optional<AuthenticatorState> state,
        List<PublicKeyCredentialSource> credentials,
        long count,
        Optional<Bytes> oath) {
    /** Of a key that has never been powered up. */
    public static final Snapshot EMPTY = new Snapshot(Optional.empty(), List.of(), 0, Optional.empty());

    public Snapshot {
        credentials = List.copyOf(credentials);
    }

    Snapshot withState(AuthenticatorState changed) {
        return new Snapshot(Optional.of(changed), credentials, count, oath);
    }

    Snapshot withCredentials(List<PublicKeyCredentialSource> changed) {
        return new Snapshot(state, changed, count, oath);
    }

    Snapshot withCount(long changed) {
        return new Snapshot(state, credentials, changed, oath);
    }

    Snapshot withOath(Bytes changed) {
        return new Snapshot(state, credentials, count, Optional.of(changed));
    }

    /** Says nothing of the secrets, of which most of it consists. */
    @Override
    public String toString() {
        return "Snapshot[" + credentials.size() + " credentials, count " + count + "]";
    }
}
