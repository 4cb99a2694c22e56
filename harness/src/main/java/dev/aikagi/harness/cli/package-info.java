/** The command line: one class per command, and the exit codes of {@link dev.aikagi.harness.cli.ExitCode}. */
@NullMarked
package dev.aikagi.harness.cli;

import org.jspecify.annotations.NullMarked;
