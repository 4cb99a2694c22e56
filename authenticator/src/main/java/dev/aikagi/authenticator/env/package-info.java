/**
 * What an authenticator needs from outside: time, chance, its user, its storage, its profile.
 *
 * <p>The engine itself never sleeps, logs or reads the wall clock. Everything of that kind comes in here, so that a
 * whole scenario repeats to the byte under a manual clock and a seeded random source.
 */
@NullMarked
package dev.aikagi.authenticator.env;

import org.jspecify.annotations.NullMarked;
