package dev.aikagi.authenticator.keyfile;

/** What stands in a key file. */
public record KeyContent(Identity identity, Snapshot snapshot) {}
