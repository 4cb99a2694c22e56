package dev.aikagi.harness.bench;

import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialRpEntity;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.PublicKeyCredentialUserEntity;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.test.authenticator.webauthn.GetAssertionRequest;
import com.webauthn4j.test.authenticator.webauthn.GetAssertionResponse;
import com.webauthn4j.test.authenticator.webauthn.MakeCredentialRequest;
import com.webauthn4j.test.authenticator.webauthn.MakeCredentialResponse;
import com.webauthn4j.test.authenticator.webauthn.NoneAttestationAuthenticator;
import com.webauthn4j.test.authenticator.webauthn.WebAuthnModelAuthenticator;
import dev.aikagi.harness.device.CryptoProvider;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** webauthn4j-test's authenticator at the same work: objects, no command bytes, and no signature of its own for a new key. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Emulator {
    @Param({"JDK", "CONSCRYPT"})
    public CryptoProvider crypto;

    private final WebAuthnModelAuthenticator authenticator = new NoneAttestationAuthenticator();
    private final MakeCredentialRequest make = make(false);
    private final GetAssertionRequest get =
            new GetAssertionRequest("example.com", new byte[32], null, true, false, null);

    @Setup
    public void plugIn() {
        crypto.install();
        authenticator.makeCredential(make(true));
    }

    private static MakeCredentialRequest make(boolean resident) {
        return new MakeCredentialRequest(
                new byte[32],
                new PublicKeyCredentialRpEntity("example.com", "Example"),
                new PublicKeyCredentialUserEntity(new byte[16], "taro@example.com", "健保 太郎"),
                resident,
                true,
                false,
                List.of(new PublicKeyCredentialParameters(
                        PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.ES256)));
    }

    @Benchmark
    public MakeCredentialResponse makeCredential() {
        return authenticator.makeCredential(make);
    }

    @Benchmark
    public GetAssertionResponse getAssertion() {
        return authenticator.getAssertion(get);
    }
}
