package dev.aikagi.harness.cli;

import dev.aikagi.authenticator.env.UserPresence;
import dev.aikagi.authenticator.env.UserVerification;

/** Who holds the key of {@code aikagi device}. */
record User(UserPresence presence, UserVerification verification) {}
