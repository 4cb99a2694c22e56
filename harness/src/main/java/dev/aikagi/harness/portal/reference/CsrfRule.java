package dev.aikagi.harness.portal.reference;

/** Whether a form came from a page of ours. */
@FunctionalInterface
interface CsrfRule {
    /** It bears the token of its own session. */
    CsrfRule STRICT = visit -> Tokens.same(visit.session().csrf(), visit.form().get("_csrf"));

    boolean isGenuine(Visit visit);
}
