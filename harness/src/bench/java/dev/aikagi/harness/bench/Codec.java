package dev.aikagi.harness.bench;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborReader;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import dev.aikagi.authenticator.message.MakeCredentialRequest;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** CTAP2 canonical CBOR of a typical makeCredential. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Codec {
    private final Bytes parameters =
            Bytes.of(Requests.make()).slice(1, Requests.make().length);
    private final CborValue value = CborReader.read(parameters);

    @Benchmark
    public CborValue decode() {
        return CborReader.read(parameters);
    }

    @Benchmark
    public MakeCredentialRequest decodeRequest() {
        return MakeCredentialRequest.decode(parameters);
    }

    @Benchmark
    public Bytes encode() {
        return CborWriter.write(value);
    }
}
