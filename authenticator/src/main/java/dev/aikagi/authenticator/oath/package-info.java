/** The YKOATH protocol (Yubico, "YKOATH Protocol Specification"): HOTP and TOTP computed inside a smart card. */
@NullMarked
package dev.aikagi.authenticator.oath;

import org.jspecify.annotations.NullMarked;
