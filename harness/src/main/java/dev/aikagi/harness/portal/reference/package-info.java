/**
 * The embedded portal: a small web application that enrols people as the manual says, and can be signed in to.
 *
 * <p>One request, in the order of the code: {@code ReferencePortal} (JDK HTTP server) → {@code Visit} (cookies, form, session)
 * → {@code Router} (whose turn is it? CSRF?) → one {@code …Pages} class → {@code Reply}. All state is in memory.
 * The pages' marks ({@code data-page-id}, form ids, {@code data-error}) are what a portal profile recognises them by.
 *
 * <p>WebAuthn is <a href="https://www.w3.org/TR/webauthn-3/">Level 3</a>, verified by webauthn4j; TOTP is
 * <a href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</a>, by java-otp.
 */
@NullMarked
package dev.aikagi.harness.portal.reference;

import org.jspecify.annotations.NullMarked;
