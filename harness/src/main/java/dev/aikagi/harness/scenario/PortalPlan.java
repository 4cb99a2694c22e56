package dev.aikagi.harness.scenario;

import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalProfile.PageProfile;
import dev.aikagi.harness.scenario.Scenario.PlannedStep;
import dev.aikagi.harness.scenario.Scenario.Task;
import dev.aikagi.harness.scenario.Scenario.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A scenario as it is walked on one portal. Where the portal has not a page of the manual, the step on it is left out, and
 * what it led to is expected instead; of a last step it is only expected that nobody complains. A sign-in that only led to
 * such pages is left out with them. A choice of method that a portal does not ask for is its operator's: they require it
 * before the next sign-in, unless there is only one. A page that nobody is sent to is opened after the sign-in. Where the
 * sign-in page takes no passkey, the user id is typed first. Where a portal lists no credentials, none are looked for.
 */
final class PortalPlan {
    private static final List<String> ENROLMENTS = List.of("passkey-register", "totp-register", "mail-code");
    private static final String TOP = "top";

    private final PortalProfile profile;

    PortalPlan(PortalProfile profile) {
        this.profile = profile;
    }

    /** Why a scenario means nothing on this portal; empty if it can be walked. */
    Optional<String> notHere(Scenario scenario, Locale language) {
        return Optional.ofNullable(profile.notHere().get(scenario.id()))
                .or(() -> scenario.walks().stream()
                                .anyMatch(walk -> of(walk).steps().isEmpty())
                        ? Optional.of(Map.of("ja", "このポータルには、その画面がありません。", "en", "The portal has none of its pages."))
                        : Optional.empty())
                .map(reasons -> reasons.getOrDefault(language.getLanguage(), reasons.getOrDefault("en", "")));
    }

    /** The same way with the steps that there are here. */
    Variant of(Variant variant) {
        List<PlannedStep> steps = new ArrayList<>();
        Optional<PlannedStep> demand = Optional.empty();
        for (PlannedStep step : variant.steps()) {
            if (!steps.isEmpty() && lacksItsPage(last(steps))) {
                leaveOut(step, steps);
                if (step.task().step() instanceof ChooseMethod choice && severalMethods()) {
                    demand = Optional.of(demand(step, choice.method()));
                }
                continue;
            }
            if (step.task().step() instanceof SignIn && demand.isPresent()) {
                steps.add(demand.get());
                demand = Optional.empty();
            }
            steps.addAll(here(step));
        }
        if (!steps.isEmpty() && lacksItsPage(last(steps))) {
            steps.set(steps.size() - 1, expecting(last(steps), Expectation.NOTHING_WRONG));
        }
        List<PlannedStep> planned = steps.stream().map(this::withoutList).toList();
        return new Variant(variant.name(), variant.key(), variant.hybrid(), planned);
    }

    /** The page that the step before was to lead to is not here. */
    private static void leaveOut(PlannedStep step, List<PlannedStep> steps) {
        PlannedStep before = steps.remove(steps.size() - 1);
        boolean nothingDone =
                before.task().step() instanceof SignIn && step.task().step() instanceof SignOut;
        if (!nothingDone) {
            steps.add(expecting(before, step.task().expectation()));
        }
    }

    /** A step as it is taken here: none, itself, or two. */
    private List<PlannedStep> here(PlannedStep step) {
        Step verb = step.task().step();
        Expectation expected = step.task().expectation();
        if (verb instanceof OpenPage open && !isOpened(open.page())) {
            return List.of();
        }
        if (verb instanceof SignIn && expected.page().filter(this::isVoluntary).isPresent()) {
            String page = expected.page().get();
            Map<String, String> titles = Map.of("ja", "画面を開く: " + page, "en", "Open the page " + page);
            return List.of(
                    expecting(step, Expectation.of(TOP)),
                    new PlannedStep("open", titles, step.mark(), new Task(new OpenPage(page), expected)));
        }
        if (verb instanceof SignInWithPasskey passkey && passkey.discoverable() && !offersPasskeys()) {
            Map<String, String> titles = Map.of("ja", "ユーザーIDを入力する", "en", "Type the user id");
            SignIn first = new SignIn(SignIn.User.OWN, PasswordChoice.NEW, 1);
            SignInWithPasskey second = new SignInWithPasskey(passkey.finger(), false);
            return List.of(
                    new PlannedStep("sign-in", titles, step.mark(), new Task(first, Expectation.of("passkey-sign-in"))),
                    new PlannedStep(step.verb(), step.titles(), step.mark(), new Task(second, expected)));
        }
        return List.of(step);
    }

    /** Whoever types its address comes there. */
    private boolean isOpened(String page) {
        PageProfile known = profile.pages().get(page);
        return known != null
                && (known.address().isPresent() || known.recognise().origin() == PortalProfile.Origin.BLANK);
    }

    private boolean isVoluntary(String page) {
        return Optional.ofNullable(profile.pages().get(page))
                .flatMap(PageProfile::address)
                .filter(PortalProfile.Address::voluntary)
                .isPresent();
    }

    private boolean offersPasskeys() {
        return Optional.ofNullable(profile.pages().get("sign-in"))
                .filter(page -> page.forms().containsKey("passkey-sign-in"))
                .isPresent();
    }

    private boolean severalMethods() {
        return ENROLMENTS.stream().filter(profile.pages()::containsKey).count() > 1;
    }

    private boolean lacksItsPage(PlannedStep step) {
        return step.task()
                .expectation()
                .page()
                .filter(page -> !profile.pages().containsKey(page))
                .isPresent();
    }

    private PlannedStep withoutList(PlannedStep step) {
        Expectation expected = step.task().expectation();
        boolean listed = Optional.ofNullable(profile.pages().get(TOP))
                .filter(page -> page.places().containsKey("credentials"))
                .isPresent();
        return listed || expected.credentials().isEmpty() ? step : expecting(step, expected.withoutCredentials());
    }

    private static PlannedStep last(List<PlannedStep> steps) {
        return steps.get(steps.size() - 1);
    }

    private static PlannedStep expecting(PlannedStep step, Expectation expectation) {
        return new PlannedStep(
                step.verb(), step.titles(), step.mark(), new Task(step.task().step(), expectation));
    }

    private static PlannedStep demand(PlannedStep left, String method) {
        Map<String, String> titles =
                Map.of("ja", "運営者が認証方法を指定する: " + method, "en", "The operator requires a method: " + method);
        return new PlannedStep(
                "require-method", titles, left.mark(), new Task(new RequireMethod(method), Expectation.NOTHING_WRONG));
    }
}
