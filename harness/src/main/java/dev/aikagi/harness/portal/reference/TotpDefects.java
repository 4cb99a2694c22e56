package dev.aikagi.harness.portal.reference;

import static dev.aikagi.harness.portal.reference.Defect.fault;
import static dev.aikagi.harness.portal.reference.Defect.faultWith;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bouncycastle.util.encoders.Base32;

/** What may be forgotten about authenticator apps: that a code counts once, and whose seed it is. */
final class TotpDefects {
    static final List<Defect> ALL = List.of(
            Defect.of(
                    "totp.replay",
                    "A code is accepted as often as it comes.",
                    faultWith(
                            TotpCheck.class,
                            (right, around) -> (visit, device) -> copy(device)
                                    .accepts(code(visit), around.clock().instant()))),
            Defect.of(
                    "totp.older-step",
                    "A code is accepted once, but an older one after it.",
                    fault(TotpCheck.class, OnceEach::new)),
            Defect.of(
                    "totp.wide-window",
                    "Codes are accepted for five minutes before and after their time.",
                    faultWith(TotpCheck.class, TotpDefects::wide)),
            Defect.of(
                    "totp.foreign-code",
                    "Anybody's app will do.",
                    faultWith(
                            TotpCheck.class,
                            (right, around) -> (visit, device) -> right.accepts(visit, device)
                                    || around.accounts().everybody().stream()
                                            .flatMap(person -> person.totps().stream())
                                            .anyMatch(other -> right.accepts(visit, other.verifier())))),
            Defect.of(
                    "totp.removed-still-accepted",
                    "Codes of an app that was removed are accepted.",
                    fault(TotpCheck.class, Undead::new)),
            Defect.of(
                    "totp.not-proved",
                    "An app is enrolled without a code from it.",
                    fault(
                            TotpCheck.class,
                            right -> (visit, device) ->
                                    visit.session().turn() == Turn.ENROL_TOTP || right.accepts(visit, device))),
            Defect.of(
                    "totp.digits-missing",
                    "Of a code the last five digits will do.",
                    fault(
                            TotpCheck.class,
                            right -> (visit, device) -> right.accepts(visit, device)
                                    || (code(visit).length() == 5
                                            && IntStream.range(0, 10)
                                                    .mapToObj(first -> visit.as(
                                                            "POST", new Form(Map.of("code", first + code(visit)))))
                                                    .anyMatch(longer -> right.accepts(longer, device))))),
            Defect.of(
                    "totp.used-code-told",
                    "Of a code that has served the page says so.",
                    fault(Handler.class, Told::new)),
            Defect.of(
                    "totp.client-time",
                    "A parameter says what time it is.",
                    fault(
                            TotpCheck.class,
                            right -> (visit, device) -> right.accepts(visit, device)
                                    || clientTime(visit)
                                            .filter(time -> copy(device).accepts(code(visit), time))
                                            .isPresent())),
            Tampered.unthrottled("totp.not-throttled", "Codes of an app may be guessed without end.", "totp:"),
            Tampered.unthrottled(
                    "totp.enrolment-not-throttled",
                    "Codes may be guessed without end at the enrolment.",
                    "enrol-totp:"),
            Defect.of(
                    "totp.count-per-session",
                    "Wrong codes are counted for each session anew.",
                    faultWith(Handler.class, CountedAnew::new)),
            Defect.of(
                    "totp.count-reset-by-password",
                    "A right password makes the wrong codes forgotten.",
                    faultWith(Handler.class, (right, around) -> visit -> {
                        boolean before = visit.session().turn() == Turn.SIGN_IN;
                        Reply reply = right.handle(visit);
                        if (before && visit.session().turn() == Turn.TOTP) {
                            around.throttle()
                                    .clear("totp:" + visit.person().account().userId());
                        }
                        return reply;
                    })),
            Defect.of(
                    "totp.short-seed",
                    "Seeds have 80 bits.",
                    faultWith(
                            TotpSeeds.class,
                            (right, around) -> person -> around.tokens().bytes(10))),
            Defect.of(
                    "totp.seed-constant",
                    "A person's seed is made from the user id: it is the same at every enrolment.",
                    fault(
                            TotpSeeds.class,
                            right -> person -> "%-20s"
                                    .formatted(person.account().userId())
                                    .substring(0, 20)
                                    .getBytes(StandardCharsets.UTF_8))),
            Defect.of(
                    "totp.seed-shown-again",
                    "The top page bears the seed.",
                    fault(Handler.class, TotpDefects::showing)),
            Defect.of(
                    "totp.seed-from-client",
                    "The form may bring a seed of its own.",
                    fault(Handler.class, TotpDefects::choosing)),
            Defect.of(
                    "totp.seeds-pile-up",
                    "Each look at the enrolment page makes a new seed, and all of them count.",
                    fault(Handler.class, PiledUp::new)));

    private TotpDefects() {}

    private static String code(Visit visit) {
        return visit.form().trimmed("code");
    }

    /** The same device without its memory. */
    private static TotpVerifier copy(TotpVerifier device) {
        return decode(device.base32());
    }

    private static TotpVerifier decode(String base32) {
        return new TotpVerifier(Base32.decode(base32 + "=".repeat((8 - base32.length() % 8) % 8)));
    }

    private static TotpCheck wide(TotpCheck right, Surroundings around) {
        return (visit, device) -> {
            Instant now = around.clock().instant();
            return right.accepts(visit, device)
                    || LongStream.rangeClosed(-10, 10)
                            .mapToObj(step -> now.plus(TotpVerifier.PERIOD.multipliedBy(step)))
                            .anyMatch(time -> device.accepts(code(visit), time));
        };
    }

    private static Optional<Instant> clientTime(Visit visit) {
        String time = visit.form().get("time");
        return time.matches("[0-9]{1,10}")
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(time)))
                : Optional.empty();
    }

    private static Handler showing(Handler right) {
        return visit -> {
            Reply reply = right.handle(visit);
            if (!visit.path().equals(Turn.TOP.path()) || reply.status() != 200) {
                return reply;
            }
            String seed = visit.person().totps().stream()
                    .map(device -> device.verifier().base32())
                    .collect(Collectors.joining(" "));
            return Tampered.page(reply, "</main>", "<!-- totp: " + seed + " --></main>");
        };
    }

    private static Handler choosing(Handler right) {
        return visit -> {
            String brought = visit.form().get("secret").replace(" ", "");
            if (visit.post() && visit.session().turn() == Turn.ENROL_TOTP && brought.matches("[A-Z2-7]{16,64}")) {
                visit.session().pendingTotp(decode(brought));
            }
            return right.handle(visit);
        };
    }

    /** Remembers each person's apps, and takes the codes of any. */
    private record Undead(TotpCheck right, Map<Person, Set<TotpVerifier>> known) implements TotpCheck {
        Undead(TotpCheck right) {
            this(right, new ConcurrentHashMap<>());
        }

        @Override
        public boolean accepts(Visit visit, TotpVerifier device) {
            Set<TotpVerifier> devices = known.computeIfAbsent(visit.person(), any -> ConcurrentHashMap.newKeySet());
            devices.add(device);
            return devices.stream().anyMatch(one -> right.accepts(visit, one));
        }
    }

    /** Forgets what was counted when another session goes on. */
    private record CountedAnew(Handler right, Surroundings around, Map<Person, Session> last) implements Handler {
        CountedAnew(Handler right, Surroundings around) {
            this(right, around, new ConcurrentHashMap<>());
        }

        @Override
        public Reply handle(Visit visit) {
            if (visit.post()
                    && visit.session().turn() == Turn.TOTP
                    && last.put(visit.person(), visit.session()) != visit.session()) {
                around.throttle().clear("totp:" + visit.person().account().userId());
            }
            return right.handle(visit);
        }
    }

    /** Keeps the codes that came, not the step of the last. */
    private record OnceEach(TotpCheck right, Map<TotpVerifier, Map<String, Boolean>> used) implements TotpCheck {
        OnceEach(TotpCheck right) {
            this(right, new ConcurrentHashMap<>());
        }

        @Override
        public boolean accepts(Visit visit, TotpVerifier device) {
            Map<String, Boolean> before = used.computeIfAbsent(device, any -> new ConcurrentHashMap<>());
            String code = code(visit);
            if (before.containsKey(code)) {
                return false;
            }
            TotpVerifier forgetful = copy(device);
            boolean fits = right.accepts(visit, forgetful);
            if (fits) {
                before.put(code, true);
            }
            return fits;
        }
    }

    /** Remembers which codes have served, and says so. */
    private record Told(Handler right, Map<String, Boolean> served) implements Handler {
        Told(Handler right) {
            this(right, new ConcurrentHashMap<>());
        }

        @Override
        public Reply handle(Visit visit) {
            boolean asked = visit.post() && visit.session().turn() == Turn.TOTP;
            Reply reply = right.handle(visit);
            if (!asked) {
                return reply;
            }
            String code = visit.person().account().userId() + code(visit);
            if (visit.session().turn() == Turn.TOP) {
                served.put(code, true);
            }
            return served.containsKey(code)
                    ? Tampered.page(reply, "data-error=\"wrong-code\"", "data-error=\"code-expired\"")
                    : reply;
        }
    }

    /** A new seed at each look; whichever fits is the one. */
    private record PiledUp(Handler right, Map<Session, List<TotpVerifier>> seeds) implements Handler {
        PiledUp(Handler right) {
            this(right, new HashMap<>());
        }

        @Override
        public synchronized Reply handle(Visit visit) {
            Session session = visit.session();
            if (session.turn() != Turn.ENROL_TOTP) {
                return right.handle(visit);
            }
            List<TotpVerifier> shown = seeds.computeIfAbsent(session, any -> new ArrayList<>());
            if (!visit.post()) {
                session.pendingTotp(null);
                Reply reply = right.handle(visit);
                session.pendingTotp().ifPresent(shown::add);
                return reply;
            }
            Optional<TotpVerifier> present = session.pendingTotp();
            for (TotpVerifier one : List.copyOf(shown)) {
                session.pendingTotp(one);
                Reply reply = right.handle(visit);
                if (session.turn() != Turn.ENROL_TOTP) {
                    return reply;
                }
            }
            session.pendingTotp(present.orElse(null));
            return right.handle(visit);
        }
    }
}
