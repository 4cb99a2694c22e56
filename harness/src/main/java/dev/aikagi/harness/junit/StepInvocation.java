package dev.aikagi.harness.junit;

import dev.aikagi.harness.scenario.Scenario.PlannedStep;
import dev.aikagi.harness.scenario.StepResult;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** One step as a test: takes it, and fails or aborts as it ended. */
final class StepInvocation
        implements TestTemplateInvocationContext, BeforeEachCallback, ParameterResolver, InvocationInterceptor {
    private final String displayName;
    private final Optional<LazyWalk> walk;
    private final String notYet;
    private @Nullable StepResult result;

    StepInvocation(LazyWalk walk, int at, Locale language) {
        PlannedStep step = walk.variant().steps().get(at);
        String variant =
                walk.variant().name().isEmpty() ? "" : "[" + walk.variant().name() + "] ";
        this.displayName = "%s%02d %s: %s".formatted(variant, at + 1, step.verb(), step.title(language));
        this.walk = Optional.of(walk);
        this.notYet = "";
    }

    /** A scenario that cannot be walked. */
    StepInvocation(String scenario, String notYet) {
        this.displayName = scenario + ": " + notYet;
        this.walk = Optional.empty();
        this.notYet = notYet;
    }

    @Override
    public String getDisplayName(int invocationIndex) {
        return displayName;
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
        return List.of(this);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        result = walk.orElseThrow(() -> new TestAbortedException("not yet: " + notYet))
                .next();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == StepResult.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return taken();
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        StepResult step = taken();
        switch (step.outcome()) {
            case PASSED -> invocation.proceed();
            case FAILED -> {
                invocation.skip();
                throw new AssertionFailedError(step.mark() + " " + step.verb() + ": " + step.message());
            }
            case UNDECIDED -> {
                invocation.skip();
                throw new IllegalStateException(step.mark() + " " + step.verb() + ": " + step.message());
            }
            case SKIPPED, NOT_YET -> {
                invocation.skip();
                throw new TestAbortedException("an earlier step did not pass");
            }
        }
    }

    private StepResult taken() {
        if (result == null) {
            throw new IllegalStateException("the step was not taken");
        }
        return result;
    }
}
