package dev.aikagi.harness.portal.reference;

/**
 * Something that a person signs in with besides the password.
 *
 * @param id of the passkey or the app; the mail's is its method's word
 */
record Factor(Person owner, SignInMethod kind, String id, String label) {}
