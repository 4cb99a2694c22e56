package dev.aikagi.harness.portal.reference;

import java.util.Locale;
import java.util.Set;

/** Passwords that everybody tries first: a well-known word, however it is capitalised, with digits and signs around it. */
final class CommonPasswords {
    private static final Set<String> WORDS = Set.of(
            "password",
            "passwort",
            "motdepasse",
            "pass",
            "admin",
            "administrator",
            "root",
            "user",
            "guest",
            "login",
            "welcome",
            "letmein",
            "qwerty",
            "qwertyuiop",
            "qwertz",
            "azerty",
            "asdfgh",
            "asdfghjkl",
            "zxcvbn",
            "zxcvbnm",
            "abc",
            "abcd",
            "abcdef",
            "abcdefg",
            "iloveyou",
            "monkey",
            "dragon",
            "sunshine",
            "princess",
            "football",
            "baseball",
            "master",
            "shadow",
            "superman",
            "batman",
            "trustno",
            "hello",
            "secret",
            "changeme",
            "test",
            "testing",
            "summer",
            "winter",
            "spring",
            "autumn",
            "sakura",
            "tokyo",
            "japan",
            "nippon",
            "kenpo",
            "aisiteru");

    private CommonPasswords() {}

    static boolean has(String password) {
        String letters = password.toLowerCase(Locale.ROOT)
                .replaceAll("^[^a-z@$]+|[^a-z@$]+$", "")
                .replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replace('5', 's')
                .replace('@', 'a')
                .replace('$', 's');
        return WORDS.contains(letters);
    }
}
