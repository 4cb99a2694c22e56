package dev.aikagi.authenticator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Instant;

/** The rules of this module: java.base alone, no cycle, no clock, no chance and no body of its own. */
@AnalyzeClasses(packages = "dev.aikagi.authenticator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule engine_dependsOnJavaBaseAlone = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.aikagi.authenticator..",
                    "java.lang..",
                    "java.io..",
                    "java.math..",
                    "java.nio..",
                    "java.security..",
                    "java.text..",
                    "java.time..",
                    "java.util",
                    "java.util.function..",
                    "java.util.stream..",
                    "javax.crypto..",
                    "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule packages_haveNoCycle =
            slices().matching("dev.aikagi.authenticator.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule engine_neverAsksTheWallClock = noClasses().should().callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule engine_neverMakesItsOwnChance =
            noClasses().should().callConstructor(SecureRandom.class).allowEmptyShould(true);

    @ArchTest
    static final ArchRule engine_neverPrintsOrSleeps = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);
}
