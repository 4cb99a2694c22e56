/** For a QA team's own JUnit suite: a fresh key in a parameter, a scenario as one test a step. */
@NullMarked
package dev.aikagi.harness.junit;

import org.jspecify.annotations.NullMarked;
