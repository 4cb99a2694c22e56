package dev.aikagi.harness.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * On a method: walks a scenario, one test a step, in their order. The method is called after each step that passed and
 * may take its {@link dev.aikagi.harness.scenario.StepResult}. A step that the portal fails fails its test; those after
 * it are aborted.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(PortalScenarioExtension.class)
public @interface PortalScenario {
    /**
     * A scenario's name as {@code aikagi list} shows it, {@code NAME:VARIANT}, or a YAML file; {@code ${NAME}} as
     * a whole is a configuration parameter of JUnit, which may come from a system property.
     */
    String value();

    /**
     * {@code embedded}, {@code keycloak} or {@code keycloak-stock}, started once for all tests; or a portal profile's file.
     */
    String portal() default "embedded";

    /** Who walks on a portal that is not ours: a persona file. */
    String persona() default "";

    /** A key by name, {@code sim:PROFILE} or {@code pcsc[:READER]}; if empty an emulated one of the scenario's kind. */
    String key() default "";

    /** Of persons and keys. */
    long seed() default 1;

    /** {@code ja} or {@code en}. */
    String language() default "ja";
}
