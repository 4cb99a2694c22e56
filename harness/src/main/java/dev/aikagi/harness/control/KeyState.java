package dev.aikagi.harness.control;

import dev.aikagi.ctapsim.DeviceControl;
import dev.aikagi.ctapsim.Transport;
import dev.aikagi.ctapsim.fault.Fault;
import dev.aikagi.ctapsim.user.VirtualUser;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** A key's state as JSON: what it is, where it is, what its user does and has been asked. */
final class KeyState {
    private KeyState() {}

    static void write(JsonGenerator json, int number, DeviceControl hand) {
        json.writeStartObject();
        json.writeNumberProperty("key", number);
        json.writeStringProperty("profile", hand.device().profile().name());
        json.writeBooleanProperty("pluggedIn", hand.pluggedIn());
        json.writeName("where");
        json.writeStartArray();
        hand.transports().stream().map(Transport::where).forEach(json::writeString);
        json.writeEndArray();
        hand.user().ifPresent(user -> user(json, user));
        faults(json, hand.device().faults().all());
        json.writeEndObject();
    }

    /** Nothing of an honest key. */
    private static void faults(JsonGenerator json, List<Fault> faults) {
        if (!faults.isEmpty()) {
            json.writeName("faults");
            json.writeStartArray();
            faults.stream().map(Fault::text).forEach(json::writeString);
            json.writeEndArray();
        }
    }

    private static void user(JsonGenerator json, VirtualUser user) {
        json.writeStringProperty("touch", word(user.touch()));
        json.writeStringProperty("finger", word(user.finger()));
        json.writeBooleanProperty("awaited", user.awaited());
        json.writeName("prompts");
        json.writeStartArray();
        user.prompts().forEach(prompt -> {
            json.writeStartObject();
            json.writeStringProperty("purpose", word(prompt.purpose()));
            json.writeStringProperty("rpId", prompt.rpId());
            json.writeStringProperty("userName", prompt.userName());
            json.writeEndObject();
        });
        json.writeEndArray();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
