/** A real Keycloak as a portal: fetched through Maven, built once, started with a fresh database for each run. */
@NullMarked
package dev.aikagi.harness.portal.keycloak;

import org.jspecify.annotations.NullMarked;
