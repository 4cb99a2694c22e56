/** Scenarios: a manual's verbs as YAML, run step by step, every outcome a value with its evidence. */
@NullMarked
package dev.aikagi.harness.scenario;

import org.jspecify.annotations.NullMarked;
