/** CTAP 2.1 §8: the canonical CBOR encoding form of RFC 8949 data items, read strictly and written canonically. */
@NullMarked
package dev.aikagi.authenticator.cbor;

import org.jspecify.annotations.NullMarked;
