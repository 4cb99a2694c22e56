package dev.aikagi.harness.portal.reference;

import java.util.Optional;

/** Whether the form of the terms says yes, and to which version of them. */
@FunctionalInterface
interface TermsRule {
    /** The terms that are shown. */
    String VERSION = "2026-04";

    /** Yes, to the terms that are in force. */
    TermsRule STRICT = form -> Optional.of(form.get("version"))
            .filter(version -> form.get("decision").equals("accept") && version.equals(VERSION));

    /** The version that is kept as agreed to; empty if the form does not agree. */
    Optional<String> agreed(Form form);
}
