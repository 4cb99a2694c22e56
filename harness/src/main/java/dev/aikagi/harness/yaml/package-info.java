/** The user's YAML files: profiles and scenarios, read with the line and column of everything in them. */
@NullMarked
package dev.aikagi.harness.yaml;

import org.jspecify.annotations.NullMarked;
