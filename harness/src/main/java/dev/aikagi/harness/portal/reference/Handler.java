package dev.aikagi.harness.portal.reference;

/** Answers one kind of request. */
interface Handler {
    Reply handle(Visit visit);
}
