package dev.aikagi.harness.scenario;

import dev.aikagi.harness.portal.PortalProfile;
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
 * what it led to is expected instead; of a last step it is only expected that nobody complains. A choice of method that a portal does not ask for is its operator's: they require it
 * before the next sign-in.
 */
final class PortalPlan {
    private final PortalProfile profile;

    PortalPlan(PortalProfile profile) {
        this.profile = profile;
    }

    /** Why a scenario means nothing on this portal; empty if it can be walked. */
    Optional<String> notHere(Scenario scenario, Locale language) {
        return Optional.ofNullable(profile.notHere().get(scenario.id()))
                .map(reasons -> reasons.getOrDefault(language.getLanguage(), reasons.getOrDefault("en", "")));
    }

    /** The same way with the steps that there are here. */
    Variant of(Variant variant) {
        List<PlannedStep> steps = new ArrayList<>();
        Optional<PlannedStep> demand = Optional.empty();
        for (PlannedStep step : variant.steps()) {
            boolean pageMissing = !steps.isEmpty() && lacksItsPage(steps.get(steps.size() - 1));
            if (pageMissing) {
                if (step.task().step() instanceof ChooseMethod choice) {
                    demand = Optional.of(demand(step, choice.method()));
                }
                steps.set(
                        steps.size() - 1,
                        expecting(steps.get(steps.size() - 1), step.task().expectation()));
                continue;
            }
            if (step.task().step() instanceof OpenPage open && !profile.pages().containsKey(open.page())) {
                continue;
            }
            if (step.task().step() instanceof SignIn && demand.isPresent()) {
                steps.add(demand.get());
                demand = Optional.empty();
            }
            steps.add(step);
        }
        int last = steps.size() - 1;
        if (lacksItsPage(steps.get(last))) {
            steps.set(last, expecting(steps.get(last), Expectation.NOTHING_WRONG));
        }
        return new Variant(variant.name(), variant.key(), variant.hybrid(), steps);
    }

    private boolean lacksItsPage(PlannedStep step) {
        return step.task()
                .expectation()
                .page()
                .filter(page -> !profile.pages().containsKey(page))
                .isPresent();
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
