package dev.aikagi.harness.otp;

import java.util.ArrayList;
import java.util.List;

/**
 * How a phone's app takes what a portal hands out. Apps keep quiet about what they do not support and show codes that
 * never fit, so a portal should ask for nothing but time-based, SHA-1, six digits, 30 seconds.
 */
public enum AuthenticatorApp {
    /**
     * After its publisher, the key URI format (github.com/google/google-authenticator/wiki/Key-Uri-Format, 2018): the
     * algorithm and the period are ignored. The page says the same of the digits on Android; since 2023 both phones show
     * eight (github.com/andry08/ArubaOTP-seed-extractor/issues/21), so here they count. Reports of versions that heed or
     * refuse another algorithm differ from phone to phone; this is the app as documented.
     */
    GOOGLE_AUTHENTICATOR("Google Authenticator"),

    /**
     * Its publisher documents nothing. 30 seconds and six digits always (SecureAuth's knowledge base, "Time Intervals and
     * Passcode Lengths", 360048073032); always SHA-1 (github.com/kspearrin/Otp.NET/issues/54); a counter-based key is
     * taken as a time-based one (github.com/privacyidea/privacyidea/issues/709).
     */
    MICROSOFT_AUTHENTICATOR("Microsoft Authenticator");

    private final String title;

    AuthenticatorApp(String title) {
        this.title = title;
    }

    /** As the manual calls it. */
    public String title() {
        return title;
    }

    /** What the app computes with after it scanned this. */
    public OtpAuthUri accept(OtpAuthUri scanned) {
        boolean microsoft = this == MICROSOFT_AUTHENTICATOR;
        return new OtpAuthUri(
                microsoft ? OtpAuthUri.Type.TOTP : scanned.type(),
                scanned.issuer(),
                scanned.account(),
                scanned.secret(),
                OtpAuthUri.Algorithm.SHA1,
                microsoft ? 6 : scanned.digits(),
                30,
                microsoft ? 0 : scanned.counter());
    }

    /**
     * What the app computes with after somebody typed the key, in groups or not, in either case; 時間ベース is chosen.
     *
     * @throws OtpAuthException if the key is not base32
     */
    public OtpAuthUri typeKey(String account, String key) throws OtpAuthException {
        return OtpAuthUri.typedKey("", account, key);
    }

    /** What the app does otherwise than the portal asks; empty if its codes will fit. */
    public List<String> remarks(OtpAuthUri scanned) {
        OtpAuthUri taken = accept(scanned);
        List<String> remarks = new ArrayList<>();
        if (taken.type() != scanned.type()) {
            remarks.add(title + " takes a counter-based key as a time-based one");
        }
        if (taken.algorithm() != scanned.algorithm()) {
            remarks.add(title + " computes with " + taken.algorithm() + ", not " + scanned.algorithm());
        }
        if (taken.digits() != scanned.digits()) {
            remarks.add(title + " shows " + taken.digits() + " digits, not " + scanned.digits());
        }
        if (scanned.type() == OtpAuthUri.Type.TOTP && taken.period() != scanned.period()) {
            remarks.add(title + " changes its code every " + taken.period() + " s, not " + scanned.period() + " s");
        }
        return List.copyOf(remarks);
    }
}
