package dev.aikagi.harness.portal.reference;

/** Whether the form of the terms says yes. */
@FunctionalInterface
interface TermsRule {
    /** The terms that are shown. */
    String VERSION = "2026-04";

    /** Yes, to the terms that are in force. */
    TermsRule STRICT =
            form -> form.get("decision").equals("accept") && form.get("version").equals(VERSION);

    boolean agrees(Form form);
}
