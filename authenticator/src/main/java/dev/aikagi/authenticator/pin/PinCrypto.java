package dev.aikagi.authenticator.pin;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The primitives that both protocols are built from; every Java platform has them. */
final class PinCrypto {
    static final int BLOCK = 16;

    private PinCrypto() {}

    static Bytes sha256(Bytes message) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(message.toArray()));
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    static Bytes hmac(Bytes key, Bytes message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.toArray(), "HmacSHA256"));
            return Bytes.of(mac.doFinal(message.toArray()));
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    /** RFC 5869 for one block of output, 32 bytes, with a salt of 32 zeros. */
    static Bytes hkdf(Bytes secret, String info) {
        Bytes extracted = hmac(Bytes.of(new byte[32]), secret);
        byte[] text = info.getBytes(StandardCharsets.US_ASCII);
        return hmac(extracted, Bytes.concat(Bytes.of(text), Bytes.of((byte) 1)));
    }

    /** AES-256-CBC without padding, over whole blocks. */
    static Bytes aesCbc(int mode, Bytes key, Bytes iv, Bytes text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(mode, new SecretKeySpec(key.toArray(), "AES"), new IvParameterSpec(iv.toArray()));
            return Bytes.of(cipher.doFinal(text.toArray()));
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    /** In constant time for strings of equal length. */
    static boolean same(Bytes one, Bytes other) {
        return MessageDigest.isEqual(one.toArray(), other.toArray());
    }

    static IllegalStateException lacking(GeneralSecurityException e) {
        return new IllegalStateException("this Java platform lacks what PIN protocols need", e);
    }
}
