package dev.aikagi.harness;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Something that blocks, on a thread of its own: on two cores the common pool has one thread, from JDK 25 on used by all. */
public final class Aside {
    private Aside() {}

    public static <T> CompletableFuture<T> supply(Supplier<T> what) {
        return CompletableFuture.supplyAsync(what, task -> {
            Thread thread = new Thread(task, "aside");
            thread.setDaemon(true);
            thread.start();
        });
    }
}
