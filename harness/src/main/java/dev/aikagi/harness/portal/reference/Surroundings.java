package dev.aikagi.harness.portal.reference;

import java.time.InstantSource;

/** What a broken part may reach for. */
record Surroundings(InstantSource clock, Tokens tokens, Accounts accounts, Throttle throttle) {}
