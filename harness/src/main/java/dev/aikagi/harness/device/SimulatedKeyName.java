package dev.aikagi.harness.device;

import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.ctapsim.VirtualDevice;
import java.util.Optional;

/** {@code sim} and {@code sim:PROFILE}: a new emulated key in this process. */
record SimulatedKeyName(Optional<String> profile) implements KeyName {
    static final String KIND = "sim";

    static SimulatedKeyName of(Optional<String> profile) {
        profile.filter(name -> !ProfileReader.BUNDLED.contains(name)).ifPresent(name -> {
            throw new IllegalArgumentException(
                    "there is no profile '" + name + "', only " + String.join(", ", ProfileReader.BUNDLED));
        });
        return new SimulatedKeyName(profile);
    }

    @Override
    public String text() {
        return profile.map(name -> KIND + ":" + name).orElse(KIND);
    }

    @Override
    public SecurityKey open(KeyContext context) {
        AuthenticatorProfile kind = ProfileReader.bundled(profile.orElse(context.profile()));
        VirtualDevice.Builder builder = VirtualDevice.builder(kind)
                .clock(context.clock())
                .random(context.random())
                .user(context.user().presence(), context.user().verification())
                .frames(context.frames());
        if (AttestationAuthority.neededBy(kind)) {
            builder.attestation(new AttestationAuthority(context.clock(), context.random()).format(kind));
        }
        return new SimulatedKey(builder.build(), context.user());
    }
}
