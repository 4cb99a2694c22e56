package dev.aikagi.harness.portal.reference;

/** Notices one password that is tried at many accounts, from wherever: a count for each account does not see that. */
interface SprayRule {
    /** Notices nothing. */
    SprayRule BLIND = new SprayRule() {
        @Override
        public boolean admits(String password, String userId) {
            return true;
        }

        @Override
        public void clear(String password, String userId) {}
    };

    /**
     * Counts an attempt before it is judged.
     *
     * @return whether it may be judged at all
     */
    boolean admits(String password, String userId);

    /** The password was right there: that attempt does not count. */
    void clear(String password, String userId);
}
