package dev.aikagi.harness.scenario;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Locale;

/** What a walk is begun with. */
record WalkParts(
        Persona persona,
        Locale language,
        KeyRing keys,
        SecureRandom random,
        InstantSource wall,
        EvidenceLog evidence,
        Redactor redactor) {}
