package dev.aikagi.harness.control;

import dev.aikagi.ctapsim.DeviceControl;
import dev.aikagi.ctapsim.fault.Fault;
import dev.aikagi.ctapsim.user.Behaviour;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What can be done to a key, in the words of the control interface. */
public final class ControlVerbs {
    private static final String FAULT = "fault/";
    private static final Map<String, Consumer<DeviceControl>> ALL = all();

    private ControlVerbs() {}

    /**
     * What the hand does at {@code touch/refuse}, {@code unplug} and so on; empty if there is no such verb.
     *
     * @throws IllegalArgumentException if {@code fault/} is followed by what is none; it says which there are
     */
    public static Optional<Consumer<DeviceControl>> of(String verb) {
        Consumer<DeviceControl> known = ALL.get(verb);
        if (known == null && verb.startsWith(FAULT)) {
            Fault fault = Fault.parse(verb.substring(FAULT.length()));
            return Optional.of(hand -> hand.device().faults().add(fault));
        }
        return Optional.ofNullable(known);
    }

    static String list() {
        return String.join(", ", ALL.keySet()) + ", fault/NAME[=ARG][@COMMAND]";
    }

    private static Map<String, Consumer<DeviceControl>> all() {
        Map<String, Consumer<DeviceControl>> verbs = new LinkedHashMap<>();
        verbs.put("touch/approve", hand -> hand.touch(Behaviour.APPROVE));
        verbs.put("touch/refuse", hand -> hand.touch(Behaviour.REFUSE));
        verbs.put("touch/ignore", hand -> hand.touch(Behaviour.IGNORE));
        verbs.put("touch/hold", hand -> hand.touch(Behaviour.HOLD_UNTIL_RELEASED));
        verbs.put("touch/release", DeviceControl::release);
        verbs.put("finger/good", hand -> hand.finger(Behaviour.APPROVE));
        verbs.put("finger/bad", hand -> hand.finger(Behaviour.REFUSE));
        verbs.put("finger/ignore", hand -> hand.finger(Behaviour.IGNORE));
        verbs.put("finger/hold", hand -> hand.finger(Behaviour.HOLD_UNTIL_RELEASED));
        verbs.put("mode/auto", hand -> both(hand, Behaviour.APPROVE));
        verbs.put("mode/never", hand -> both(hand, Behaviour.IGNORE));
        verbs.put("mode/refuse", hand -> both(hand, Behaviour.REFUSE));
        verbs.put("fault/none", hand -> hand.device().faults().set(List.of()));
        verbs.put("unplug", DeviceControl::unplug);
        verbs.put("replug", DeviceControl::replug);
        return Collections.unmodifiableMap(verbs);
    }

    private static void both(DeviceControl hand, Behaviour behaviour) {
        hand.touch(behaviour);
        hand.finger(behaviour);
    }
}
