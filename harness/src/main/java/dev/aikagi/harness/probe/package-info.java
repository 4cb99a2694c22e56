/**
 * Probes: one wrong thing at a time is done to a portal, and why it was refused, or that it was not, is shown.
 *
 * <p>One probe, in the order of the code: {@code ProbeRunner} → {@code Trial.control} (nothing is wrong yet: it must
 * succeed) → each {@code Attempt} (one thing is wrong) → {@code Observation} (how it ended, what changed) → {@code Judge}
 * → the control again → {@code ProbeResult}. A {@code Bench} has the people and browsers for it.
 */
@NullMarked
package dev.aikagi.harness.probe;

import org.jspecify.annotations.NullMarked;
