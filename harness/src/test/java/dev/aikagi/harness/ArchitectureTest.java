package dev.aikagi.harness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Instant;

/** The rules of this module: no cycle, each foreign library in its own rooms, clock and chance from outside. */
@AnalyzeClasses(packages = "dev.aikagi.harness", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packages_haveNoCycle =
            slices().matching("dev.aikagi.harness.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule yubikit_isKnownInItsRoomsAlone = noClasses()
            .that()
            .resideOutsideOfPackages("..harness.device..", "..harness.webauthn..", "..harness.otp..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.yubico..");

    @ArchTest
    static final ArchRule nativeCalls_areMadeInTheirRoomAlone = noClasses()
            .that()
            .resideOutsideOfPackage("..harness.pkcs11..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.jna..");

    @ArchTest
    static final ArchRule portalClient_doesNotKnowThePortals = noClasses()
            .that()
            .resideInAPackage("dev.aikagi.harness.portal")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..portal.reference..", "..portal.keycloak..", "..scenario..");

    @ArchTest
    static final ArchRule portal_doesNotKnowTheKey = noClasses()
            .that()
            .resideInAPackage("..portal.reference..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.aikagi.authenticator.cbor..",
                    "dev.aikagi.authenticator.cose..",
                    "dev.aikagi.authenticator.ctap2..",
                    "dev.aikagi.authenticator.message..",
                    "dev.aikagi.authenticator.oath..",
                    "dev.aikagi.ctapsim..");

    @ArchTest
    static final ArchRule scenario_doesNotKnowReportNorCommandLine = noClasses()
            .that()
            .resideInAPackage("..scenario..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..report..", "..cli..", "..junit..");

    @ArchTest
    static final ArchRule console_isTheCommandLinesAlone = noClasses()
            .that()
            .resideOutsideOfPackage("..cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule clock_comesFromOutside = noClasses().should().callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule chance_comesFromOutside = noClasses()
            .that()
            .resideOutsideOfPackages("..cli..", "..junit..")
            .should()
            .callConstructor(SecureRandom.class);

    @ArchTest
    static final ArchRule nobody_sleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class);
}
