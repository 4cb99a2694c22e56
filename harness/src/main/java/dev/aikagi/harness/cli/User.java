package dev.aikagi.harness.cli;

import dev.aikagi.authenticator.env.UserPresence;
import dev.aikagi.authenticator.env.UserVerification;
import dev.aikagi.ctapsim.user.VirtualUser;
import java.util.Optional;

/**
 * Who holds a key of {@code aikagi device}.
 *
 * @param virtual the user, where it is none at the terminal
 */
record User(UserPresence presence, UserVerification verification, Optional<VirtualUser> virtual) {}
