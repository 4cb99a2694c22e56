package dev.aikagi.harness.portal.reference;

import java.util.regex.Pattern;

/** What may be a mail address. */
@FunctionalInterface
interface AddressRule {
    /** What HTML's input type=email takes, and not longer than SMTP carries (RFC 5321 §4.5.3.1.3). */
    AddressRule STRICT = Pattern.compile(
                    "(?=.{3,254}$)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
                            + "@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*")
            .asMatchPredicate()::test;

    boolean allows(String address);
}
