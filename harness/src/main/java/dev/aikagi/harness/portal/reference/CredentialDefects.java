package dev.aikagi.harness.portal.reference;

import static dev.aikagi.harness.portal.reference.Defect.fault;
import static dev.aikagi.harness.portal.reference.Defect.faultWith;

import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.verifier.exception.BadSignatureException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import com.webauthn4j.verifier.exception.VerificationException;
import dev.aikagi.authenticator.bytes.Bytes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What may be forgotten about credentials: whose they are, and that they have signed. */
final class CredentialDefects {
    static final List<Defect> ALL = List.of(
            Defect.of(
                    "webauthn.form-not-checked",
                    "Doubled members, wrong flags and padded or unusual spellings are read all the same.",
                    fault(ResponseForm.class, right -> new Lenient())),
            Defect.of(
                    "webauthn.key-not-checked",
                    "Public keys that are none are registered.",
                    fault(KeyRule.class, right -> key -> {})),
            Defect.of(
                    "webauthn.registration-not-stored",
                    "A registration that succeeds is not stored.",
                    fault(CredentialOwners.class, right -> new Forgetful())),
            Defect.of(
                    "webauthn.counter-must-grow",
                    "A signature counter that stays zero is refused, as synced passkeys have it.",
                    fault(CeremonyRules.class, Growing::new)),
            Defect.of(
                    "webauthn.signature-not-checked",
                    "An assertion's signature need not be right.",
                    fault(CeremonyRules.class, right -> new Forgiving(right, BadSignatureException.class))),
            Defect.of(
                    "webauthn.counter-not-checked",
                    "A signature counter that goes back is accepted.",
                    fault(CeremonyRules.class, right -> new Forgiving(right, MaliciousCounterValueException.class))),
            Defect.of(
                    "webauthn.credential-id-overwrites",
                    "A registration with a credential id that is taken takes it over.",
                    fault(CredentialOwners.class, right -> new Overwritten())),
            Defect.of(
                    "webauthn.foreign-credential",
                    "After the password anybody's passkey will do.",
                    fault(
                            SignInRule.class,
                            right -> (owner, claim) -> claim.expected().or(() -> right.admits(owner, claim)))),
            Defect.of(
                    "webauthn.user-handle-trusted",
                    "Whom the user handle names comes in, whoever's passkey signed.",
                    faultWith(
                            SignInRule.class,
                            (right, around) -> (owner, claim) -> around.accounts().everybody().stream()
                                    .filter(person -> claim.expected().isEmpty()
                                            && claim.handle().equals(Optional.of(Bytes.of(person.userHandle()))))
                                    .findFirst()
                                    .or(() -> right.admits(owner, claim)))),
            Defect.of(
                    "webauthn.user-handle-not-checked",
                    "The user handle may be missing, or another's.",
                    fault(SignInRule.class, right -> (owner, claim) -> right.admits(owner, claim.handledBy(owner)))),
            Defect.of(
                    "webauthn.allow-list-not-checked",
                    "A passkey that was not listed will do, if it is the person's own.",
                    fault(SignInRule.class, right -> (owner, claim) -> right.admits(owner, claim.listedAnyway()))),
            Defect.of(
                    "webauthn.nobodys-passkey-is-anybodys",
                    "Who has no passkey may open the page for one, and sign in with anybody's.",
                    fault(
                            TurnRule.class,
                            right -> (present, wanted) -> right.opens(present, wanted)
                                    || (present == Turn.MAIL_CODE && wanted == Turn.PASSKEY)),
                    fault(
                            SignInRule.class,
                            right -> (owner, claim) -> claim.expected()
                                    .filter(person -> person.passkeys().isEmpty())
                                    .or(() -> right.admits(owner, claim)))),
            Defect.of(
                    "webauthn.removed-still-accepted",
                    "A passkey that was removed still signs in.",
                    fault(CredentialOwners.class, Undead::new)));

    private CredentialDefects() {}

    /** Rules that let a certain objection pass. */
    private record Forgiving(CeremonyRules strict, Class<? extends VerificationException> forgiven)
            implements CeremonyRules {
        @Override
        public void verify(RegistrationData data, RegistrationParameters expected) {
            strict.verify(data, expected);
        }

        @Override
        public void verify(AuthenticationData data, AuthenticationParameters expected) {
            try {
                strict.verify(data, expected);
            } catch (VerificationException e) {
                if (!forgiven.isInstance(e)) {
                    throw e;
                }
            }
        }
    }

    /** Reads whatever can be read. */
    private record Lenient() implements ResponseForm {
        @Override
        public void check(String response) {}

        @Override
        public void check(String response, String attestedId) {}

        @Override
        public void check(AuthenticatorData<?> data, boolean attested) {}
    }

    /** Nobody's passkeys are remembered. */
    private record Forgetful() implements CredentialOwners {
        @Override
        public Optional<Owned> find(String credentialId) {
            return Optional.empty();
        }

        @Override
        public boolean isFree(String credentialId) {
            return true;
        }

        @Override
        public boolean enrol(Person person, Passkey passkey) {
            return true;
        }

        @Override
        public void remove(String credentialId) {}
    }

    /** Rules that want every counter to be above the stored one. */
    private record Growing(CeremonyRules strict) implements CeremonyRules {
        @Override
        public void verify(RegistrationData data, RegistrationParameters expected) {
            strict.verify(data, expected);
        }

        @Override
        public void verify(AuthenticationData data, AuthenticationParameters expected) {
            strict.verify(data, expected);
            long stored = Objects.requireNonNull(expected.getCredentialRecord()).getCounter();
            if (Objects.requireNonNull(data.getAuthenticatorData()).getSignCount() <= stored) {
                throw new IllegalArgumentException("the counter has not grown");
            }
        }
    }

    /** Owners in memory: who comes last has the id. */
    private static final class Overwritten implements CredentialOwners {
        private final ConcurrentMap<String, Owned> byId = new ConcurrentHashMap<>();

        @Override
        public Optional<Owned> find(String credentialId) {
            return Optional.ofNullable(byId.get(credentialId));
        }

        @Override
        public boolean isFree(String credentialId) {
            return true;
        }

        @Override
        public boolean enrol(Person person, Passkey passkey) {
            byId.put(passkey.id(), new Owned(person, passkey));
            person.enrolPasskey(passkey);
            return true;
        }

        @Override
        public void remove(String credentialId) {
            byId.remove(credentialId);
        }
    }

    /** Owners who never forget. */
    private record Undead(CredentialOwners right) implements CredentialOwners {
        @Override
        public Optional<Owned> find(String credentialId) {
            return right.find(credentialId);
        }

        @Override
        public boolean isFree(String credentialId) {
            return right.isFree(credentialId);
        }

        @Override
        public boolean enrol(Person person, Passkey passkey) {
            return right.enrol(person, passkey);
        }

        @Override
        public void remove(String credentialId) {
            // The mistake: nothing is done.
        }
    }
}
