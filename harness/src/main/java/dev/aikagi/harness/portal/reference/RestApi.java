package dev.aikagi.harness.portal.reference;

import dev.aikagi.harness.portal.Account;
import dev.aikagi.harness.portal.reference.Session.Candidate;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The portal without its pages, as FIDO's conformance tests speak with a server (FIDO2 Server Requirements and Transport
 * Binding Profile §7): JSON in and out, a session's cookie, {@code status} and {@code errorMessage} in every answer. Whoever
 * has a name that nobody has may register; who has one already must be signed in to add a passkey. What a caller asks
 * for goes no further than the portal's own policy.
 */
final class RestApi implements Handler {
    /** Where it answers; all else is the pages'. */
    static final Set<String> PATHS =
            Set.of("/attestation/options", "/attestation/result", "/assertion/options", "/assertion/result");

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_NAME = 64;
    private static final List<String> CONVEYANCES = List.of("none", "indirect", "direct", "enterprise");

    private final RestRules rules;
    private final Accounts accounts;
    private final Throttle throttle;
    private final Admission admission;
    private final Handler pages;

    RestApi(RestRules rules, Accounts accounts, Throttle throttle, Admission admission, Handler pages) {
        this.rules = rules;
        this.accounts = accounts;
        this.throttle = throttle;
        this.admission = admission;
        this.pages = pages;
    }

    /**
     * Who judges: the same as behind the pages.
     *
     * @param origin of the scripts that may call
     */
    record RestRules(Passkeys passkeys, CredentialOwners owners, RestRule leave, String origin) {}

    @Override
    public Reply handle(Visit visit) {
        if (!PATHS.contains(visit.path())) {
            return pages.handle(visit);
        }
        if (!visit.post()) {
            return failed(405, "only POST is answered here").with("Allow", "POST");
        }
        if (visit.header("Origin")
                .filter(origin -> !origin.equals(rules.origin()))
                .isPresent()) {
            return failed(403, "scripts of another origin are not answered");
        }
        return switch (visit.path()) {
            case "/attestation/options" -> attestationOptions(visit, body(visit));
            case "/attestation/result" -> attestationResult(visit);
            case "/assertion/options" -> assertionOptions(visit, body(visit));
            default -> assertionResult(visit);
        };
    }

    private Reply attestationOptions(Visit visit, JsonNode asked) {
        String name = asked.path("username").asString("").strip();
        String displayName = asked.path("displayName").asString("").strip();
        if (name.isEmpty() || name.length() > MAX_NAME || displayName.isEmpty() || displayName.length() > MAX_NAME) {
            return failed(400, "username and displayName must be texts of 1 to 64 characters");
        }
        Optional<Person> known = accounts.byUserId(name);
        if (!rules.leave().mayRegister(visit.session(), known)) {
            return failed(400, "the name is taken: sign in with it to add a passkey");
        }
        Person person = known.orElseGet(() -> accounts.stranger(new Account(name, displayName, "", LocalDate.EPOCH)));
        visit.session().candidate(new Candidate(person, true));
        ObjectNode options = object(rules.passkeys().creationOptions(visit.session(), person));
        String conveyance = asked.path("attestation").asString("");
        if (CONVEYANCES.contains(conveyance)) {
            options.put("attestation", conveyance);
        }
        return ok(options);
    }

    private Reply attestationResult(Visit visit) {
        Optional<Person> candidate = rules.leave().candidate(visit.session(), true);
        Optional<Passkey> passkey = rules.passkeys().register(visit.session(), visit.body());
        visit.session().candidate(null);
        boolean stored = candidate.isPresent() && passkey.isPresent() && store(candidate.get(), passkey.get());
        if (!stored) {
            return failed(400, "the registration is not accepted");
        }
        admission.whole(visit, candidate.get());
        return ok(JSON.createObjectNode());
    }

    /** Both or nothing: neither a name without a passkey, nor a passkey of somebody who is not in the list. */
    private boolean store(Person person, Passkey passkey) {
        boolean isNew = accounts.byUserId(person.account().userId()).isEmpty();
        if (!accounts.list(person)) {
            return false;
        }
        boolean enrolled =
                rules.owners().enrol(person, passkey.named(person.account().userId()));
        if (!enrolled && isNew) {
            accounts.unlist(person);
        }
        return enrolled;
    }

    private Reply assertionOptions(Visit visit, JsonNode asked) {
        Optional<Person> person = accounts.byUserId(
                        asked.path("username").asString("").strip())
                .filter(known -> !known.passkeys().isEmpty());
        if (person.isEmpty()) {
            return failed(400, "there is no such user");
        }
        visit.session().candidate(new Candidate(person.get(), false));
        return ok(object(rules.passkeys().requestOptions(visit.session(), person)));
    }

    private Reply assertionResult(Visit visit) {
        Optional<Person> candidate = rules.leave().candidate(visit.session(), false);
        if (candidate.isEmpty()) {
            return failed(400, "no options to sign in were asked for");
        }
        String key = "passkey:" + candidate.get().account().userId();
        if (!throttle.admits(key)) {
            return failed(429, "too many attempts").with("Retry-After", Long.toString(throttle.pauseSeconds()));
        }
        Optional<Person> person = rules.passkeys().signIn(visit.session(), visit.body(), candidate);
        if (person.isEmpty()) {
            return failed(400, "the assertion is not accepted");
        }
        throttle.clear(key);
        admission.whole(visit, person.get());
        return ok(JSON.createObjectNode());
    }

    /** Missing members are found wrong where they are needed. */
    private static JsonNode body(Visit visit) {
        try {
            return JSON.readTree(visit.body());
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) JSON.readTree(json);
    }

    private static Reply ok(ObjectNode answer) {
        return json(200, answer.put("status", "ok").put("errorMessage", ""));
    }

    private static Reply failed(int status, String problem) {
        return json(status, JSON.createObjectNode().put("status", "failed").put("errorMessage", problem));
    }

    private static Reply json(int status, ObjectNode answer) {
        return Reply.of(
                status, "application/json; charset=UTF-8", answer.toString().getBytes(StandardCharsets.UTF_8));
    }
}
