package dev.aikagi.harness.portal.reference;

/** Answers requests: of one kind, or all of them. */
interface Handler {
    Reply handle(Visit visit);
}
