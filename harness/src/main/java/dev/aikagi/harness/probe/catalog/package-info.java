/** Every probe there is. */
@NullMarked
package dev.aikagi.harness.probe.catalog;

import org.jspecify.annotations.NullMarked;
