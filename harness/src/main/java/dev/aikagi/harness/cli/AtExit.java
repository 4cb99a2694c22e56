package dev.aikagi.harness.cli;

/** Something that is done if the program is stopped before this is closed. */
final class AtExit implements AutoCloseable {
    private final Thread hook;

    private AtExit(Thread hook) {
        this.hook = hook;
    }

    /** Remembers it. */
    static AtExit of(String name, Runnable deed) {
        Thread hook = new Thread(deed, name);
        Runtime.getRuntime().addShutdownHook(hook);
        return new AtExit(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is being stopped, and the deed is under way.
            return;
        }
    }
}
