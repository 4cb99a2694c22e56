/** Reports: what a run came to, for the console, for people (HTML), for CI (JUnit XML) and for programs (JSON). */
@NullMarked
package dev.aikagi.harness.report;

import org.jspecify.annotations.NullMarked;
