package dev.aikagi.harness.portal.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With any defect the portal is one that a person can still use; without it makes none of these mistakes. */
class DefectTest {
    static Stream<Defect> all() {
        return Defect.all().stream();
    }

    @Test
    void names_areFamilyAndMistake_eachOnce() {
        List<String> names = Defect.all().stream().map(Defect::name).toList();
        assertEquals(names.size(), names.stream().distinct().count());
        names.forEach(name -> assertTrue(name.matches("[a-z]+(-[a-z]+)*\\.[a-z0-9]+(-[a-z0-9]+)*"), name));
    }

    @ParameterizedTest
    @MethodSource("all")
    void portal_withDefect_stillSetsPeopleUp(Defect defect) throws Exception {
        try (PortalFixture fixture = new PortalFixture(config -> config.defects(List.of(defect)))) {
            fixture.setUp("totp");
            TestBrowser browser = fixture.signIn(PortalFixture.PASSWORD).is("totp-register");
            browser.open("/enrol/totp?mode=manual").is("totp-register-manual");
            String code = PortalFixture.totp(browser.text("#totp-secret").replace(" ", ""), fixture.instant());
            browser.submit("totp-form", "code", code).is("top");
        }
    }
}
