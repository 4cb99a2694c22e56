package dev.aikagi.harness.junit;

import dev.aikagi.harness.device.KeyName;
import dev.aikagi.harness.scenario.KeySecrets;
import dev.aikagi.harness.scenario.RunOptions;
import dev.aikagi.harness.scenario.RunTarget;
import dev.aikagi.harness.scenario.Scenario;
import dev.aikagi.harness.scenario.ScenarioCatalog;
import dev.aikagi.harness.scenario.ScenarioRunner;
import dev.aikagi.harness.scenario.Targets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Turns a {@link PortalScenario} into a test a step. Portals are started once and closed by JUnit at the end. */
public final class PortalScenarioExtension implements TestTemplateInvocationContextProvider {
    private static final Logger LOG = Logger.getLogger(PortalScenario.class.getName());
    private static final Namespace WALKS = Namespace.create(PortalScenarioExtension.class);

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), PortalScenario.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        PortalScenario wanted = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), PortalScenario.class)
                .orElseThrow();
        Scenario scenario = scenario(parameter(wanted.value(), context));
        Locale language = Locale.forLanguageTag(wanted.language());
        Optional<String> notYet = scenario.notYet(language);
        if (notYet.isPresent()) {
            return Stream.of(new StepInvocation(scenario.id(), notYet.get()));
        }
        ScenarioRunner runner = runner(target(wanted, context), wanted, context);
        Optional<String> notHere = runner.notYet(scenario);
        if (notHere.isPresent()) {
            return Stream.of(new StepInvocation(scenario.id(), notHere.get()));
        }
        List<TestTemplateInvocationContext> steps = new ArrayList<>();
        for (Scenario.Variant variant : runner.walks(scenario)) {
            LazyWalk walk = new LazyWalk(runner, scenario, variant);
            context.getStore(WALKS).put(variant, walk);
            IntStream.range(0, variant.steps().size())
                    .mapToObj(at -> new StepInvocation(walk, at, language))
                    .forEach(steps::add);
        }
        return steps.stream();
    }

    private static Scenario scenario(String name) {
        try {
            return new ScenarioCatalog().find(name);
        } catch (IOException e) {
            throw new UncheckedIOException("the scenario " + name + " cannot be read", e);
        }
    }

    private static String parameter(String value, ExtensionContext context) {
        if (!value.startsWith("${") || !value.endsWith("}")) {
            return value;
        }
        String name = value.substring(2, value.length() - 1);
        return context.getConfigurationParameter(name)
                .orElseThrow(() ->
                        new IllegalArgumentException("@PortalScenario: there is no configuration parameter " + name));
    }

    /** Two methods may walk the same scenario on one portal: each as a person of its own. */
    private static ScenarioRunner runner(RunTarget target, PortalScenario wanted, ExtensionContext context) {
        KeyName key = wanted.key().isEmpty() ? KeyName.simulated() : KeyName.parse(wanted.key());
        long seed = wanted.seed() * 31 + context.getUniqueId().hashCode();
        Locale language = Locale.forLanguageTag(wanted.language());
        RunOptions options = new RunOptions("aikagi-junit", seed, language, key, KeySecrets.NONE);
        return new ScenarioRunner(target, options, InstantSource.system(), List.of());
    }

    /** Of the embedded portal each seed has its own; a server that is costly to start is shared. */
    private static RunTarget target(PortalScenario wanted, ExtensionContext context) {
        String seed = wanted.portal().equals(Targets.EMBEDDED) ? String.valueOf(wanted.seed()) : "any";
        String name = wanted.portal() + "|" + wanted.persona() + "|" + seed;
        return context.getRoot()
                .getStore(WALKS)
                .computeIfAbsent(name, key -> open(wanted), OpenTarget.class)
                .target();
    }

    private static OpenTarget open(PortalScenario wanted) {
        Optional<Path> persona =
                Optional.of(wanted.persona()).filter(file -> !file.isEmpty()).map(Path::of);
        Targets targets = new Targets(
                wanted.portal(), Optional.empty(), persona, Locale.forLanguageTag(wanted.language()), LOG::info);
        try {
            return new OpenTarget(targets.open(InstantSource.system(), wanted.seed(), new SecureRandom()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For the store, which closes it. */
    private record OpenTarget(RunTarget target) implements AutoCloseable {
        @Override
        public void close() {
            target.close();
        }
    }
}
