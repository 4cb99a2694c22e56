package dev.aikagi.harness.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class RedactorTest {
    private final Redactor redactor = new Redactor();

    @Test
    void secret_isHiddenInEveryFormItTakes() {
        redactor.hide("p&ss \"w/rd+1", "password");

        for (String form : new String[] {
            "p&ss \"w/rd+1",
            "p%26ss+%22w%2Frd%2B1",
            "p%26ss%20%22w%2Frd%2B1",
            "p&amp;ss &quot;w/rd+1",
            "p&ss \\\"w/rd+1",
            "p&ss \\\"w\\/rd+1"
        }) {
            assertEquals("a ‹password› b", redactor.redact("a " + form + " b"));
        }
    }

    @Test
    void longerSecret_goesBeforeTheShorterWithinIt() {
        redactor.hide("secret", "short");
        redactor.hide("secret-and-more", "long");

        assertEquals("‹long› ‹short›", redactor.redact("secret-and-more secret"));
    }

    @Test
    void shortOrEmptyValue_isLeft_lestEverythingBeHidden() {
        redactor.hide("", "nothing");
        redactor.hide("12345", "five");

        assertEquals("12345 apples", redactor.redact("12345 apples"));
    }

    @Test
    void whatIsNotHidden_staysAsItIs() {
        redactor.hide("another secret", "secret");

        assertFalse(redactor.redact("a plain text").contains("‹"));
    }
}
