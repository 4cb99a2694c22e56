/** Certificates that are made here: RFC 5280. */
@NullMarked
package dev.aikagi.harness.x509;

import org.jspecify.annotations.NullMarked;
