/** What the manual asks of its reader and Keycloak does not have: required actions and an authenticator. */
@NullMarked
package dev.aikagi.keycloak;

import org.jspecify.annotations.NullMarked;
