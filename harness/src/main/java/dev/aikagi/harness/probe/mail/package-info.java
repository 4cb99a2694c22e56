/** Probes of the mails that a portal sends: links that confirm, codes that let in. */
@NullMarked
package dev.aikagi.harness.probe.mail;

import org.jspecify.annotations.NullMarked;
