package dev.aikagi.harness.portal.reference;

import static dev.aikagi.harness.portal.reference.Defect.fault;

import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.server.OriginPredicate;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.portal.reference.BlindRules.Authenticator;
import dev.aikagi.harness.portal.reference.BlindRules.Seen;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** What may be forgotten about a ceremony: its challenge, its origin, its flags. */
final class CeremonyDefects {
    static final List<Defect> ALL = List.of(
            Defect.of(
                    "webauthn.challenge-constant",
                    "Every ceremony has the same challenge.",
                    fault(Challenges.class, Constant::new)),
            Defect.of(
                    "webauthn.challenge-not-compared",
                    "A challenge must be out, but the response may bear any.",
                    fault(
                            Challenges.class,
                            right -> expecting(
                                    right,
                                    (session, answered) -> session.challenge()
                                            .flatMap(open -> right.expected(session, open.value()))
                                            .map(any -> answered)))),
            Defect.of(
                    "webauthn.challenge-not-consumed",
                    "A challenge that was answered is accepted again.",
                    fault(Challenges.class, Unspent::new)),
            Defect.of(
                    "webauthn.foreign-challenge",
                    "A challenge of another session is accepted while it is open there.",
                    fault(Challenges.class, Shared::new)),
            Defect.of(
                    "webauthn.challenge-never-expires",
                    "A challenge is accepted after its time.",
                    fault(
                            Challenges.class,
                            right -> expecting(
                                    right,
                                    (session, answered) -> session.challenge()
                                            .map(Session.Challenge::value)
                                            .filter(answered::equals)))),
            blind("webauthn.type-not-checked", "The client data's type is not looked at.", seen -> {
                CollectedClientData client = seen.client();
                return seen.with(new CollectedClientData(
                        seen.type(),
                        client.getChallenge(),
                        client.getOrigin(),
                        client.getCrossOrigin(),
                        client.getTopOrigin(),
                        client.getTokenBinding()));
            }),
            origin("webauthn.origin-not-checked", "Any origin will do.", (ours, theirs) -> true),
            origin(
                    "webauthn.origin-prefix-match",
                    "An origin whose host begins with ours will do.",
                    (ours, theirs) -> theirs.startsWith(ours) && !theirs.equals(ours)),
            origin(
                    "webauthn.origin-suffix-match",
                    "An origin whose host ends with ours will do.",
                    (ours, theirs) -> theirs.endsWith(ours) && !theirs.equals(ours)),
            origin(
                    "webauthn.origin-host-only",
                    "Of the origin the host alone is compared.",
                    (ours, theirs) -> theirs.equalsIgnoreCase(ours)),
            blind(
                    "webauthn.cross-origin-not-checked",
                    "A ceremony inside a foreign page's frame is accepted.",
                    seen -> seen.with(new CollectedClientData(
                            seen.client().getType(),
                            seen.client().getChallenge(),
                            seen.client().getOrigin(),
                            seen.client().getTokenBinding()))),
            blind(
                    "webauthn.rp-id-hash-not-checked",
                    "The hash of the relying party's id is not looked at.",
                    seen -> seen.with(new Authenticator(
                            sha256(seen.server().getRpId()),
                            seen.authenticator().flags()))),
            blind(
                    "webauthn.up-not-checked",
                    "Nobody need have touched the key.",
                    seen -> seen.with(seen.authenticator().withFlags(AuthenticatorData.BIT_UP, 0))),
            blind(
                    "webauthn.uv-not-checked",
                    "User verification is asked for, but not insisted on.",
                    seen -> seen.with(seen.wanted().withoutVerification())),
            blind(
                    "webauthn.backup-flags-not-checked",
                    "A passkey may say that it is backed up and cannot be.",
                    seen -> seen.with(seen.authenticator().withFlags(0, AuthenticatorData.BIT_BS))),
            blind(
                    "webauthn.algorithm-not-checked",
                    "A key of an algorithm that was not offered is accepted.",
                    seen -> seen.with(seen.wanted().withoutAlgorithms())),
            blind(
                    "webauthn.options-trusted-from-client",
                    "What the browser was told to insist on is not insisted on again.",
                    seen -> seen.with(seen.wanted().withoutVerification().withoutAlgorithms())),
            blind(
                    "webauthn.attestation-not-checked",
                    "Attestation statements are not verified.",
                    seen -> seen.with(seen.wanted().withoutStatement())));

    private CeremonyDefects() {}

    private static Defect blind(String name, String broken, UnaryOperator<Seen> eyes) {
        return Defect.of(name, broken, fault(CeremonyRules.class, right -> new BlindRules(right, eyes)));
    }

    private static Defect origin(String name, String broken, BiPredicate<String, String> fits) {
        return blind(name, broken, seen -> {
            String ours = String.valueOf(seen.server().getRpId());
            OriginPredicate strict = seen.origins();
            return seen.with((Origin origin) -> strict.test(origin) || fits.test(ours, host(origin)));
        });
    }

    private static String host(Origin origin) {
        return String.valueOf(origin.getHost());
    }

    private static Bytes sha256(String text) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Challenges expecting(Challenges right, BiFunction<Session, Bytes, Optional<Bytes>> expected) {
        return new Challenges() {
            @Override
            public Bytes issue(Session session) {
                return right.issue(session);
            }

            @Override
            public Optional<Bytes> expected(Session session, Bytes answered) {
                return expected.apply(session, answered);
            }

            @Override
            public void spend(Session session) {
                right.spend(session);
            }
        };
    }

    /** The same 32 octets, always. */
    private record Constant(Challenges right) implements Challenges {
        private static final Bytes VALUE = sha256("challenge");

        @Override
        public Bytes issue(Session session) {
            right.issue(session);
            session.challenge().ifPresent(given -> session.challenge(new Session.Challenge(VALUE, given.issued())));
            return VALUE;
        }

        @Override
        public Optional<Bytes> expected(Session session, Bytes answered) {
            return right.expected(session, answered);
        }

        @Override
        public void spend(Session session) {
            right.spend(session);
        }
    }

    /** Remembers what was answered, and takes it again from anyone. */
    private record Unspent(Challenges right, Set<Bytes> spent) implements Challenges {
        Unspent(Challenges right) {
            this(right, ConcurrentHashMap.newKeySet());
        }

        @Override
        public Bytes issue(Session session) {
            return right.issue(session);
        }

        @Override
        public Optional<Bytes> expected(Session session, Bytes answered) {
            return spent.contains(answered) ? Optional.of(answered) : right.expected(session, answered);
        }

        @Override
        public void spend(Session session) {
            session.challenge().ifPresent(given -> spent.add(given.value()));
            right.spend(session);
        }
    }

    /** One pool of challenges for all sessions. */
    private record Shared(Challenges right, Set<Bytes> open) implements Challenges {
        Shared(Challenges right) {
            this(right, ConcurrentHashMap.newKeySet());
        }

        @Override
        public Bytes issue(Session session) {
            Bytes challenge = right.issue(session);
            open.add(challenge);
            return challenge;
        }

        @Override
        public Optional<Bytes> expected(Session session, Bytes answered) {
            return open.remove(answered) ? Optional.of(answered) : Optional.empty();
        }

        @Override
        public void spend(Session session) {
            right.spend(session);
        }
    }
}
