package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.RequestDraft;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Exhibit;
import dev.aikagi.harness.probe.InconclusiveException;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Outcome;
import dev.aikagi.harness.scenario.Persona;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** What probes of the registration do that is more than one change of one response. */
final class Ceremonies {
    /** WebAuthn L3 §15.1: ten minutes are the longest that is recommended. */
    static final Duration TOO_LATE = Duration.ofSeconds(601);

    private static final int LEAST_CHALLENGE = 16;
    private static final int MOST_HANDLE = 64;
    private static final int READS = 4;

    private Ceremonies() {}

    static Observation challengesDiffer(Bench bench) throws IOException {
        Enrolment first = Enrolment.begin(bench);
        List<String> challenges = new ArrayList<>(List.of(first.forge().challenge()));
        for (int i = 1; i < READS; i++) {
            challenges.add(first.reloaded().forge().challenge());
        }
        challenges.add(Enrolment.begin(bench).forge().challenge());
        Set<String> different = new HashSet<>(challenges);
        int shortest = challenges.stream()
                .mapToInt(challenge -> Hash.fromBase64Url(challenge).size())
                .min()
                .orElse(0);
        return Observation.that(
                different.size() == challenges.size() && shortest >= LEAST_CHALLENGE,
                "%d of %d challenges differ; the shortest has %d bytes"
                        .formatted(different.size(), challenges.size(), shortest),
                Exhibit.text("challenges", String.join("\n", challenges)));
    }

    static Observation userHandle(Bench bench) throws IOException {
        Enrolment first = Enrolment.begin(bench);
        Bytes handle = first.forge().userHandle();
        Bytes again = other(first).forge().userHandle();
        Optional<String> telling = telling(handle, first.subject().persona());
        boolean kept = !handle.isEmpty() && handle.size() <= MOST_HANDLE && handle.equals(again) && telling.isEmpty();
        return Observation.that(
                kept,
                "%d bytes, %s, %s"
                        .formatted(
                                handle.size(),
                                handle.equals(again) ? "the same twice" : "another each time",
                                telling.map(what -> "it is " + what).orElse("it says nothing of the person")),
                Exhibit.text("user.id", handle.hex()));
    }

    /** Another ceremony of the same account: where whoever has a name may register, there is none before the first ends. */
    private static Enrolment other(Enrolment first) throws IOException {
        if (!first.bench().profile().asksForNameAlone()) {
            return first.elsewhere();
        }
        SignInTrial.enrolled(first);
        return first.reopened()
                .orElseThrow(() -> new NotApplicableException("the portal lets nobody register a second passkey"));
    }

    private static Optional<String> telling(Bytes handle, Persona persona) {
        for (String known : List.of(persona.userId(), persona.mailAddress(), persona.displayName())) {
            byte[] utf8 = known.getBytes(StandardCharsets.UTF_8);
            if (new String(handle.toArray(), StandardCharsets.UTF_8).contains(known)) {
                return Optional.of("'" + known + "' itself");
            }
            for (String algorithm : List.of("MD5", "SHA-1", "SHA-256", "SHA-512")) {
                if (handle.equals(digest(algorithm, utf8))) {
                    return Optional.of(algorithm + " of '" + known + "'");
                }
            }
        }
        return Optional.empty();
    }

    private static Bytes digest(String algorithm, byte[] data) {
        try {
            return Bytes.of(MessageDigest.getInstance(algorithm).digest(data));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    /** One ceremony is finished; in another of the same person the first one's challenge is answered with a new passkey. */
    static Observation usedChallenge(Bench bench) throws IOException {
        Enrolment first = Enrolment.begin(bench);
        Enrolment second = first.elsewhere();
        SignInTrial.enrolled(first);
        // The honest twin of this arrangement, without which a refusal would say nothing, is tried by somebody else.
        requireSecondEnrolment(bench);
        return first.second(second)
                .attempt((seams, here) -> seams.clientData(
                        Mutations.put("challenge", first.forge().challenge())));
    }

    /** A ceremony that was open before the person's first passkey must still be able to end honestly. */
    private static void requireSecondEnrolment(Bench bench) throws IOException {
        Enrolment first = Enrolment.begin(bench);
        Enrolment second = first.elsewhere();
        SignInTrial.enrolled(first);
        Observation seen = first.second(second).attempt((seams, here) -> {});
        if (seen.outcome() != Outcome.ACCEPTED) {
            throw new NotApplicableException(
                    "the portal ends a ceremony that was open when another ended: " + seen.seen());
        }
    }

    /** The accepted request is sent a second time, with the cookies it had. */
    static Observation replayedRegistration(Bench bench) throws IOException {
        Enrolment here = Enrolment.begin(bench);
        ForgedCredential credential = here.newCredential();
        Forgery forged = here.honest(credential);
        RequestDraft draft = here.draft(forged.json());
        here.window().send(draft);
        here.window().newWindow().send(draft);
        Page settled = Landing.settle(here.window(), bench);
        long added = here.added(settled);
        if (added < 0) {
            throw new NotApplicableException("the portal does not list passkeys, so that a second one is not seen");
        }
        if (added == 0) {
            throw new InconclusiveException("the request was not taken the first time");
        }
        return added > 1
                ? Observation.accepted(added + " passkeys are listed")
                : Observation.rejected("one passkey is listed");
    }

    static RegistrationMutation algorithm(EcKey.Curve curve) {
        return (seams, here) -> {
            EcKey key = EcKey.generate(curve, here.bench().random());
            requireNotOffered(here, key.algorithm());
            seams.credential(made -> made.withKey(key));
        };
    }

    /** RSASSA-PKCS1-v1_5 with SHA-1: nothing has to be signed, so that a number of the right size will do as modulus. */
    static void rs1(RegistrationSeams seams, Enrolment here) {
        long algorithm = -65535;
        requireNotOffered(here, algorithm);
        byte[] modulus = new byte[256];
        here.bench().random().nextBytes(modulus);
        modulus[0] |= (byte) 0x80;
        modulus[255] |= 1;
        seams.credential(made -> made.withKey(new PublicHalf(algorithm, rsa(algorithm, Bytes.of(modulus), 65537))));
    }

    static CborValue.Map rsa(long algorithm, Bytes modulus, int exponent) {
        Bytes e = exponent == 1 ? Bytes.of((byte) 1) : Bytes.fromHex("010001");
        return new CborMapBuilder()
                .put(1, CborValue.of(3))
                .put(3, CborValue.of(algorithm))
                .put(-1, CborValue.of(modulus))
                .put(-2, CborValue.of(e))
                .build();
    }

    static boolean offers(Enrolment here, long algorithm) {
        for (JsonNode parameter : here.forge().options().path("pubKeyCredParams")) {
            if (parameter.path("alg").asLong(0) == algorithm) {
                return true;
            }
        }
        return false;
    }

    private static void requireNotOffered(Enrolment here, long algorithm) {
        if (offers(here, algorithm)) {
            throw new NotApplicableException("the portal offers algorithm " + algorithm);
        }
    }

    static void requireVerificationAsked(Enrolment here) {
        String asked = here.forge()
                .options()
                .path("authenticatorSelection")
                .path("userVerification")
                .asString("preferred");
        if (!asked.equals("required")) {
            throw new NotApplicableException("the portal's options do not require user verification, but " + asked);
        }
    }

    /** A stranger's account takes the victim's credential id for its own key; the victim must still get in. */
    static Observation takenCredentialId(Bench bench) throws IOException {
        SignInTrial.Enrolled victim = SignInTrial.enrolled(bench);
        Observation before = victim.signIn().attempt(victim.credential(), (seams, here) -> {});
        if (before.outcome() != Outcome.ACCEPTED) {
            throw new InconclusiveException(
                    "the victim's passkey does not sign in in the first place: " + before.seen());
        }
        Observation seen = Enrolment.begin(bench)
                .attempt((seams, here) ->
                        seams.credential(made -> made.withId(victim.credential().id())));
        Observation after = victim.signIn().attempt(victim.credential(), (seams, here) -> {});
        return after.outcome() == Outcome.ACCEPTED
                ? seen
                : Observation.accepted("the victim's own passkey does not sign in any more: " + after.seen())
                        .with(seen.exhibits());
    }

    /** A registration from each of the origins that are made from the portal's own. */
    static RegistrationTrial origins(Function<Origins, Map<String, String>> which) {
        RegistrationTrial trial = RegistrationTrial.registration();
        // The names are the same for every portal; a portal's own origin is known only when the probe is done.
        which.apply(new Origins("https://portal.example"))
                .keySet()
                .forEach(name -> trial.refused(name, (seams, here) -> {
                    String origin =
                            which.apply(new Origins(here.forge().origin())).get(name);
                    seams.clientData(Mutations.put("origin", origin == null ? "" : origin));
                }));
        return trial;
    }
}
