package dev.aikagi.ctapsim;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of this module: no cycle, each foreign library in its own room, and nothing known of the harness. */
@AnalyzeClasses(packages = "dev.aikagi.ctapsim", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packages_haveNoCycle =
            slices().matching("dev.aikagi.ctapsim.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule yubikit_isKnownInItsRoomAlone = noClasses()
            .that()
            .resideOutsideOfPackage("..ctapsim.yubikit..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.yubico..");

    @ArchTest
    static final ArchRule smartcardio_isKnownInItsRoomAlone = noClasses()
            .that()
            .resideOutsideOfPackage("..ctapsim.smartcardio..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javax.smartcardio..");

    @ArchTest
    static final ArchRule nativeCalls_areMadeInTheirRoomAlone = noClasses()
            .that()
            .resideOutsideOfPackage("..ctapsim.uhid..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.jna..");

    @ArchTest
    static final ArchRule module_doesNotKnowTheHarness =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.aikagi.harness..");
}
