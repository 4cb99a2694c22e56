package dev.aikagi.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BirthDateTest {
    @ParameterizedTest
    @CsvSource({
        "1985-04-12,19850412,true",
        "19850412,1985/04/12,true",
        "19850412,１９８５０４１２,true",
        "19850412,' 19850412 ',true",
        "19850412,19850413,false",
        "19850412,,false",
        ",,false",
        "'','',false",
        ",19850412,false"
    })
    void matches_recordAndWhatIsTyped(String onRecord, String typed, boolean same) {
        assertEquals(same, BirthDate.matches(onRecord, typed));
    }

    @Test
    void method_wordOfAForm_isFoundOrNot() {
        assertEquals(Optional.of(Method.EMAIL), Method.of("email"));
        assertEquals(Optional.empty(), Method.of("EMAIL"));
        assertEquals(Optional.empty(), Method.of(null));
        assertEquals("CONFIGURE_TOTP", Method.TOTP.requiredAction());
        assertEquals("t•••@example.jp", MailCodePage.masked("taro@example.jp"));
        assertEquals("none", MailCodePage.masked("none"));
    }
}
