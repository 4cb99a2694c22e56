package dev.aikagi.harness.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieStoreTest {
    private static final URI SECURE = URI.create("https://portal.example.com/a/b");
    private static final URI PLAIN = URI.create("http://portal.example.com/a/b");

    private Instant now = Instant.parse("2026-11-24T00:00:00Z");
    private final CookieStore store = new CookieStore(() -> now);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s=1 | https://portal.example.com/a/b | true",
                "s=1 | https://portal.example.com/a | true",
                "s=1 | https://portal.example.com/ab | false",
                "s=1 | https://portal.example.com/ | false",
                "s=1; Path=/ | https://portal.example.com | true",
                "s=1; Path=/a/ | https://portal.example.com/a/c?x | true",
                "s=1; Path=nonsense | https://portal.example.com/a | true",
                "s=1; Path=/ | https://example.com/ | false",
                "s=1; Path=/ | https://www.portal.example.com/ | false",
                "s=1; Path=/; Domain=portal.example.com | https://www.portal.example.com/ | true",
                "s=1; Path=/; Domain=.Example.COM | https://other.example.com/ | true",
                "s=1; Path=/; Domain=example.com | https://badexample.com/ | false",
                "s=1; Path=/; Secure | https://portal.example.com/ | true",
                "s=1; Path=/; Secure | http://portal.example.com/ | false",
                "s=1; Path=/ | http://PORTAL.example.com:8080/ | true"
            })
    void header_domainPathAndSecure_decide(String field, URI to, boolean sent) {
        store.store(SECURE, List.of(field));

        assertEquals(sent ? Optional.of("s=1") : Optional.empty(), store.header(to));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:8080/", "http://127.0.0.1/", "http://[::1]:1/", "http://aikagi.localhost/"})
    void header_secureCookieOfThisMachine_isSentOverPlainHttp(String uri) {
        store.store(URI.create(uri), List.of("__Host-s=1; Secure; Path=/", "t=2; Secure; SameSite=None"));

        assertEquals(Optional.of("__Host-s=1; t=2"), store.header(URI.create(uri)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s=1; Domain=other.com",
                "s=1; Domain=com",
                "s=1; Domain=www.portal.example.com",
                "s=1; SameSite=None",
                "__Host-s=1; Path=/",
                "__Host-s=1; Secure",
                "__Host-s=1; Secure; Path=/a",
                "__Host-s=1; Secure; Path=/; Domain=portal.example.com",
                "__secure-s=1",
                "=__Host-s=1; Secure; Path=/",
                "__Secure-s",
                "s=1\u0001",
                "",
                "; Path=/",
                "s=1; Max-Age=0",
                "s=1; Max-Age=-5",
                "s=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT"
            })
    void store_whatABrowserRefuses_isNotKept(String field) {
        store.store(SECURE, List.of(field));

        assertEquals(List.of(), store.cookies());
    }

    @Test
    void store_secureFromPlainHttp_isRefusedAndLeavesSecureOnesAlone() {
        store.store(PLAIN, List.of("s=evil; Secure"));
        assertEquals(List.of(), store.cookies());

        store.store(SECURE, List.of("s=good; Secure; Path=/"));
        store.store(PLAIN, List.of("s=evil; Path=/", "s=evil; Path=/a; Domain=example.com", "t=fine; Path=/"));

        assertEquals(Optional.of("s=good; t=fine"), store.header(SECURE));
    }

    @Test
    void store_tooLong_isRefused() {
        store.store(SECURE, List.of("s=" + "x".repeat(4095), "t=" + "x".repeat(4096)));

        assertEquals(List.of("s"), store.cookies().stream().map(Cookie::name).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s=1; Max-Age=60 | 2026-11-24T00:01:00Z",
                "s=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT | 2026-11-24T00:01:00Z",
                "s=1; Max-Age=99999999999999999999 | 2027-12-29T00:00:00Z",
                "s=1; Expires=Wed, 25 Nov 2026 10:11:12 GMT | 2026-11-25T10:11:12Z",
                "s=1; Expires=Wednesday, 25-Nov-26 10:11:12 GMT | 2026-11-25T10:11:12Z",
                "s=1; Expires=Wed Nov 25 10:11:12 2026 | 2026-11-25T10:11:12Z",
                "s=1; Expires=Wed, 25 Nov 2099 10:11:12 GMT | 2027-12-29T00:00:00Z",
                "s=1; Expires=Wed, 31 Feb 2027 10:11:12 GMT |",
                "s=1; Expires=tomorrow |",
                "s=1; Max-Age=soon |",
                "s=1 |"
            })
    void store_expiry_isReadAsABrowserReadsIt(String field, Instant expires) {
        store.store(SECURE, List.of(field));

        assertEquals(Optional.ofNullable(expires), store.cookies().get(0).expires());
    }

    @Test
    void header_afterExpiry_isGone() {
        store.store(SECURE, List.of("s=1; Max-Age=60"));
        now = now.plusSeconds(59);
        assertEquals(Optional.of("s=1"), store.header(SECURE));

        now = now.plusSeconds(1);

        assertEquals(Optional.empty(), store.header(SECURE));
        assertEquals(List.of(), store.cookies());
    }

    @Test
    void header_sameNameTwice_longestPathFirstAndTheNewValue() {
        store.store(SECURE, List.of("s=root; Path=/", "s=deep; Path=/a", "x; Path=/", "s=new; Path=/"));

        assertEquals(Optional.of("s=deep; s=new; x"), store.header(SECURE));
    }

    @Test
    void cookies_attributes_areRecordedAndTheValueIsNotShown() {
        store.store(SECURE, List.of("s=SECRET; Secure; HttpOnly; SameSite=strict; Path=/"));

        Cookie cookie = store.cookies().get(0);

        assertEquals(Cookie.SameSite.STRICT, cookie.sameSite());
        assertEquals("SECRET", cookie.value());
        assertEquals("s for portal.example.com/ Secure HttpOnly SameSite=STRICT", cookie.toString());
    }

    @Test
    void store_ipAddress_isHostOnly() {
        URI address = URI.create("http://192.0.2.1/");
        store.store(address, List.of("s=1; Domain=192.0.2.1", "t=1; Domain=0.2.1"));

        assertEquals(Optional.of("s=1"), store.header(address));
        assertEquals(Optional.empty(), store.header(URI.create("http://1.192.0.2.1/")));
    }
}
