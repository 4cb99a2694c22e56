/**
 * The key on sockets: reports as they are, one by one, as the test suites of client developers drive simulated keys; and
 * what other protocols over sockets need.
 */
@NullMarked
package dev.aikagi.ctapsim.socket;

import org.jspecify.annotations.NullMarked;
