package dev.aikagi.harness.portal.reference;

/** What a page says before anything else: an error or an information, by its code. */
record Alert(String code, boolean error) {
    static Alert error(String code) {
        return new Alert(code, true);
    }

    static Alert info(String code) {
        return new Alert(code, false);
    }
}
