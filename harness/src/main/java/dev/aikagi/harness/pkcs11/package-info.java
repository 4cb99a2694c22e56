/** Private keys in tokens: PKCS#11 v2.40, through the JDK's provider SunPKCS11. */
@NullMarked
package dev.aikagi.harness.pkcs11;

import org.jspecify.annotations.NullMarked;
