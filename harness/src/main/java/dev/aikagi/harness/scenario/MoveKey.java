package dev.aikagi.harness.scenario;

import dev.aikagi.ctapsim.DeviceControl;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * {@code touch}, {@code finger}, {@code unplug}, {@code replug}: the user's hand at the key, in the words of the control
 * interface. What is told stays so for the steps that follow.
 *
 * @param words as {@code touch/refuse}
 */
record MoveKey(String words, Consumer<DeviceControl> move) implements Step {
    @Override
    public String run(Walk walk) throws IOException {
        move.accept(walk.keys().hand());
        walk.does("moves-key", words);
        return words;
    }
}
