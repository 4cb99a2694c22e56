package dev.aikagi.harness.portal.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.mail.Mail;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people change in their account when they are signed in. */
class AccountTest {
    private PortalFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new PortalFixture();
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    private TestBrowser withApp() throws Exception {
        fixture.setUp("totp");
        return enrolled(fixture.signIn(PortalFixture.PASSWORD).is("totp-register"));
    }

    private TestBrowser enrolled(TestBrowser browser) {
        browser.open("/enrol/totp?mode=manual").is("totp-register-manual");
        String code = PortalFixture.totp(browser.text("#totp-secret").replace(" ", ""), fixture.instant());
        return browser.submit("totp-form", "code", code).is("top");
    }

    @Test
    void onlyFactor_cannotBeRemoved() throws Exception {
        TestBrowser browser = withApp().open("/account/credentials").is("remove-credential");
        String id = browser.page.select("input[name=credential]").attr("value");
        browser.submit("remove-credential-form", "credential", id, "currentPassword", PortalFixture.PASSWORD)
                .says("remove-credential", "last-credential");
    }

    @Test
    void secondApp_isEnrolledBesideTheFirst_whichCanThenBeRemoved() throws Exception {
        TestBrowser browser = withApp().open("/account/credentials/add").is("add-credential");
        browser.submit("add-credential-form", "method", "totp", "currentPassword", "wrong")
                .says("add-credential", "wrong-password");
        browser.submit("add-credential-form", "method", "totp", "currentPassword", PortalFixture.PASSWORD);
        enrolled(browser).open("/account/credentials").is("remove-credential");
        assertEquals(2, browser.page.select("input[name=credential]").size());
        String id = browser.page.select("input[name=credential]").attr("value");
        browser.submit("remove-credential-form", "credential", id, "currentPassword", PortalFixture.PASSWORD)
                .is("top");
        assertEquals("credential-removed", browser.info());
        assertEquals(1, browser.page.select("#credentials li").size());
    }

    @Test
    void mailAddress_changesWhenItsLinkIsOpened_andTheOldOneIsTold() throws Exception {
        TestBrowser browser = withApp().open("/account/mail").is("change-mail");
        try (var next = fixture.mail.mailbox("next@example.jp")) {
            browser.submit("change-mail-form", "email", "next@example.jp", "currentPassword", PortalFixture.PASSWORD)
                    .is("top");
            Mail told = fixture.nextMail();
            assertTrue(told.links().isEmpty() && told.code().isEmpty(), told.text());
            Mail link = next.await(mail -> !mail.links().isEmpty(), Duration.ofSeconds(10));
            fixture.browser()
                    .open(link.links().get(0).toString())
                    .submit("confirm-form")
                    .is("mail-confirmed");
        }
    }
}
