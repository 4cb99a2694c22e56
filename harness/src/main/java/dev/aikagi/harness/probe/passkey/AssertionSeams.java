package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Where an assertion can be made wrong: what any response has, and how it is signed. */
final class AssertionSeams extends ResponseSeams<AssertionSeams> {
    private BiFunction<ForgedKey, Bytes, Bytes> signature = ForgedKey::sign;
    private UnaryOperator<Bytes> signed = data -> data;

    @Override
    AssertionSeams self() {
        return this;
    }

    /** What the signature covers, instead of authenticator data and client data's hash. */
    AssertionSeams signed(UnaryOperator<Bytes> change) {
        signed = change;
        return this;
    }

    /** How it is signed. */
    AssertionSeams signature(BiFunction<ForgedKey, Bytes, Bytes> how) {
        signature = how;
        return this;
    }

    Bytes sign(ForgedKey key, Bytes data) {
        return signature.apply(key, signed.apply(data));
    }
}
