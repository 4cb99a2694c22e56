package dev.aikagi.harness.portal;

/** The portal showed something else than the profile says. Its page is the evidence. */
public final class PageMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Page page;

    /** The message says what is wrong, then which page came and what it says. */
    PageMismatchException(Page page, String problem) {
        super(problem + ", on " + page);
        this.page = page;
    }

    public Page page() {
        return page;
    }
}
