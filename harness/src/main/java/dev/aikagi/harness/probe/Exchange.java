package dev.aikagi.harness.probe;

/**
 * One HTTP exchange of an attempt, redacted.
 *
 * @param title e.g. {@code POST /sign-in → 303}
 * @param request head and body
 * @param response head and body, cut where it is long
 */
public record Exchange(String title, String request, String response) {}
