/** Probes of the way through a portal: the order of its steps, its sessions, its passwords, its HTTP. */
@NullMarked
package dev.aikagi.harness.probe.flow;

import org.jspecify.annotations.NullMarked;
