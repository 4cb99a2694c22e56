package dev.aikagi.harness.junit;

import dev.aikagi.ctapsim.user.Behaviour;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a parameter of type {@link TestKey}: a fresh emulated key, pulled out by JUnit after the test. The extension
 * {@link VirtualAuthenticatorExtension} has to be registered.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface VirtualAuthenticator {
    /** The kind of key: a bundled profile's name. */
    String profile() default "windows-hello";

    /** What its user does when asked for face or finger; the test may change it. */
    Behaviour finger() default Behaviour.APPROVE;

    /** Whether anybody is enrolled on its sensor. */
    boolean enrolled() default true;

    /** Its PIN, 4 to 63 bytes, set before the test; none if empty. The client types it where the key asks for one. */
    String pin() default "";

    /** Its time, ISO 8601; it stands still until the test moves it. */
    String clock() default "2026-04-01T00:00:00Z";

    /** Its chance: the same seed gives the same keys and signatures. */
    long seed() default 1;
}
