package dev.aikagi.harness.portal.reference;

import static dev.aikagi.harness.portal.reference.Defect.fault;
import static dev.aikagi.harness.portal.reference.Defect.faultWith;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.client.ClientDataType;
import com.webauthn4j.verifier.attestation.trustworthiness.certpath.CertPathTrustworthinessVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.certpath.NullCertPathTrustworthinessVerifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** What may be wrong about the pages around a ceremony: what they ask for, store and show. */
final class EnrolmentDefects {
    private static final int EITHER = AuthenticatorData.BIT_UP | AuthenticatorData.BIT_UV;
    private static final int RESERVED = 0x22;

    static final List<Defect> ALL = List.of(
            Defect.of(
                    "webauthn.user-handle-telling",
                    "The user handle is the SHA-256 of the user id.",
                    fault(UserHandles.class, right -> account -> sha256(account.userId()))),
            Defect.of(
                    "webauthn.not-discoverable-accepted",
                    "A passkey is taken that the client says is not the kind that was asked for.",
                    fault(DiscoverableRule.class, right -> (policy, data) -> {})),
            Defect.of(
                    "webauthn.long-id-accepted",
                    "Credential ids may have any length.",
                    fault(CeremonyRules.class, ShortIds::new)),
            Defect.of(
                    "webauthn.extensions-required",
                    "A registration without the extensions that were asked for is refused.",
                    fault(CeremonyRules.class, Extended::new)),
            Defect.of(
                    "webauthn.attestation-optional",
                    "Attestation is asked for, and passkeys without any are taken.",
                    fault(AttestationDemand.class, right -> (policy, data) -> {})),
            Defect.of(
                    "webauthn.attestation-not-anchored",
                    "Attestation certificates may be anybody's.",
                    fault(CertPathTrustworthinessVerifier.class, right -> new NullCertPathTrustworthinessVerifier())),
            Defect.of(
                    "webauthn.attestation-revocation-not-checked",
                    "Attestation certificates count after they were taken back.",
                    fault(RevocationRule.class, right -> RevocationRule.UNASKED)),
            Defect.of(
                    "webauthn.unknown-format-as-none",
                    "A statement of a format that is not known counts as none.",
                    fault(Handler.class, UnknownFormats::new)),
            Defect.of(
                    "webauthn.exclude-list-empty",
                    "The options do not say which passkeys the person has.",
                    fault(
                            Handler.class,
                            right -> visit -> Tampered.pattern(
                                    right.handle(visit),
                                    "\"excludeCredentials\":\\[(\\{[^}]*},?)*]",
                                    "\"excludeCredentials\":[]"))),
            Defect.of(
                    "webauthn.attachment-not-checked",
                    "The options ask for a platform authenticator; any other will do.",
                    fault(
                            Handler.class,
                            right -> visit -> Tampered.page(
                                    right.handle(visit),
                                    "\"authenticatorSelection\":{",
                                    "\"authenticatorSelection\":{\"authenticatorAttachment\":\"platform\","))),
            Defect.of(
                    "webauthn.registered-twice",
                    "A registration that comes twice is stored twice.",
                    fault(Handler.class, TwiceStored::new)),
            Defect.of(
                    "webauthn.conditional-create-anywhere",
                    "A registration without touch and verification is taken, as if it came of a sign-in by password.",
                    fault(
                            CeremonyRules.class,
                            right -> new BlindRules(
                                    right,
                                    seen -> seen.type().equals(ClientDataType.WEBAUTHN_CREATE)
                                                    && (seen.authenticator().flags() & EITHER) == 0
                                            ? seen.with(seen.authenticator().withFlags(EITHER, 0))
                                            : seen))),
            Defect.of(
                    "webauthn.name-as-markup",
                    "A passkey's name is written into the page as it is.",
                    fault(Handler.class, EnrolmentDefects::unescaped)),
            Defect.of(
                    "webauthn.options-by-name",
                    "The sign-in page lists the passkeys of whoever is named, to anybody.",
                    faultWith(Handler.class, EnrolmentDefects::byName)),
            Defect.of(
                    "webauthn.unknown-passkey-told",
                    "Of a passkey that nobody has the page says so.",
                    faultWith(Handler.class, EnrolmentDefects::told)),
            Defect.of(
                    "error.crash-on-reserved-flags",
                    "Flags without a meaning yet end in an error of the server.",
                    fault(Handler.class, right -> visit -> crashing(right, visit))));

    private EnrolmentDefects() {}

    private static Handler unescaped(Handler right) {
        return visit -> {
            Reply reply = right.handle(visit);
            if (!visit.path().equals(Turn.TOP.path()) || reply.status() != 200) {
                return reply;
            }
            for (Passkey passkey : visit.person().passkeys()) {
                reply = Tampered.page(reply, Markup.of("{}", passkey.label()).html(), passkey.label());
            }
            return reply;
        };
    }

    private static Handler byName(Handler right, Surroundings around) {
        return visit -> {
            Reply reply = right.handle(visit);
            List<Passkey> passkeys = around.accounts()
                    .byUserId(visit.query().trimmed("userId"))
                    .map(Person::passkeys)
                    .orElse(List.of());
            return visit.path().equals(Turn.SIGN_IN.path()) && !passkeys.isEmpty()
                    ? Tampered.page(
                            reply, "\"allowCredentials\":[]", "\"allowCredentials\":" + WebAuthnJson.list(passkeys))
                    : reply;
        };
    }

    private static Handler told(Handler right, Surroundings around) {
        return visit -> {
            Reply reply = right.handle(visit);
            String response = visit.form().get("credential");
            if (!visit.post() || response.isEmpty() || visit.session().turn() != Turn.SIGN_IN) {
                return reply;
            }
            boolean known = around.accounts().everybody().stream()
                    .flatMap(person -> person.passkeys().stream())
                    .anyMatch(passkey -> response.contains(passkey.id()));
            return known
                    ? reply
                    : Tampered.page(reply, "data-error=\"passkey-rejected\"", "data-error=\"passkey-unknown\"");
        };
    }

    private static Reply crashing(Handler right, Visit visit) {
        if (visit.post() && visit.session().turn() == Turn.ENROL_PASSKEY && isReserved(visit)) {
            throw new IllegalStateException("no such flag");
        }
        return right.handle(visit);
    }

    private static boolean isReserved(Visit visit) {
        try {
            RegistrationData data = WebAuthnManager.createNonStrictWebAuthnManager()
                    .parseRegistrationResponseJSON(visit.form().get("credential"));
            AttestationObject attestation = Objects.requireNonNull(data.getAttestationObject());
            return (attestation.getAuthenticatorData().getFlags() & RESERVED) != 0;
        } catch (RuntimeException e) {
            // What cannot be read is the honest page's to refuse.
            return false;
        }
    }

    /** Rules that see the first bytes of a credential id alone. */
    private record ShortIds(CeremonyRules strict) implements CeremonyRules {
        private static final int LONGEST = 1023;

        @Override
        public void verify(RegistrationData data, RegistrationParameters expected) {
            AttestationObject whole = Objects.requireNonNull(data.getAttestationObject());
            var authenticator = whole.getAuthenticatorData();
            var attested = Objects.requireNonNull(authenticator.getAttestedCredentialData());
            byte[] id = attested.getCredentialId();
            var cut = new AttestedCredentialData(
                    attested.getAaguid(), Arrays.copyOf(id, Math.min(id.length, LONGEST)), attested.getCOSEKey());
            var seen = new AuthenticatorData<>(
                    authenticator.getRpIdHash(),
                    authenticator.getFlags(),
                    authenticator.getSignCount(),
                    cut,
                    authenticator.getExtensions());
            strict.verify(
                    new RegistrationData(
                            new AttestationObject(seen, whole.getAttestationStatement()),
                            data.getAttestationObjectBytes(),
                            data.getCollectedClientData(),
                            data.getCollectedClientDataBytes(),
                            data.getClientExtensions(),
                            data.getTransports()),
                    expected);
        }

        @Override
        public void verify(AuthenticationData data, AuthenticationParameters expected) {
            strict.verify(data, expected);
        }
    }

    /** Rules that want an answer to credProps, which clients need not give. */
    private record Extended(CeremonyRules strict) implements CeremonyRules {
        @Override
        public void verify(RegistrationData data, RegistrationParameters expected) {
            strict.verify(data, expected);
            var extensions = data.getClientExtensions();
            if (extensions == null || extensions.getCredProps() == null) {
                throw new IllegalArgumentException("no credProps");
            }
        }

        @Override
        public void verify(AuthenticationData data, AuthenticationParameters expected) {
            strict.verify(data, expected);
        }
    }

    /** Stores at once what comes a second time, without asking whether it is there. */
    private record TwiceStored(Handler right, Map<String, Passkey> taken) implements Handler {
        TwiceStored(Handler right) {
            this(right, new ConcurrentHashMap<>());
        }

        @Override
        public Reply handle(Visit visit) {
            String response = visit.form().get("credential");
            if (response.isEmpty()) {
                return right.handle(visit);
            }
            Passkey before = taken.get(response);
            if (before != null && visit.session().turn() != Turn.SIGN_IN) {
                visit.person().enrolPasskey(before.named("passkey"));
            }
            Reply reply = right.handle(visit);
            visit.session().unnamedPasskey().ifPresent(passkey -> taken.putIfAbsent(response, passkey));
            return reply;
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
