package dev.aikagi.harness.portal.reference;

/** Slows down guessing, per account and kind of secret, whether the account exists or not. */
interface Throttle {
    /**
     * Counts an attempt before it is judged, so that many at the same time cannot slip through.
     *
     * @return whether it may be judged at all
     */
    boolean admits(String key);

    /** Forgets the failures after a success. */
    void clear(String key);

    long pauseSeconds();
}
