/**
 * CTAPHID: the key as a human interface device of 64-byte reports.
 *
 * <p>Sections are those of the Client to Authenticator Protocol 2.1, proposed standard of 15 June 2021,
 * https://fidoalliance.org/specs/fido-v2.1-ps-20210615/.
 */
@NullMarked
package dev.aikagi.ctapsim.hid;

import org.jspecify.annotations.NullMarked;
