package dev.aikagi.harness.bench;

import com.yubico.yubikit.core.fido.FidoProtocol;
import dev.aikagi.authenticator.attestation.PackedAttestation;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.env.UserPresence;
import dev.aikagi.authenticator.env.UserVerification;
import dev.aikagi.authenticator.keyfile.FileMedium;
import dev.aikagi.authenticator.keyfile.Identity;
import dev.aikagi.authenticator.keyfile.KeyContent;
import dev.aikagi.authenticator.keyfile.KeyFile;
import dev.aikagi.authenticator.keyfile.KeyMemory;
import dev.aikagi.authenticator.keyfile.SealingKey;
import dev.aikagi.authenticator.keyfile.Snapshot;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.yubikit.VirtualFidoConnection;
import dev.aikagi.harness.device.CryptoProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A key that attests with the credential's own key, bytes to bytes, over CTAPHID in the same process, and kept in a file. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Engine {
    @Param({"JDK", "CONSCRYPT"})
    public CryptoProvider crypto;

    @Param({"memory", "file"})
    public String store;

    private final byte[] make = Requests.make();
    private final byte[] makeResident = Requests.makeResident();
    private final byte[] get = Requests.get();
    private Path folder;
    private Optional<KeyFile> file = Optional.empty();
    private VirtualDevice device;
    private FidoProtocol overHid;

    @Setup
    public void plugIn() throws IOException {
        crypto.install();
        folder = Files.createTempDirectory("aikagi-bench");
        device = VirtualDevice.builder(ProfileReader.bundled("security-key"))
                .user(UserPresence.ALWAYS, UserVerification.NONE)
                .attestation(PackedAttestation.self())
                .memory(memory())
                .build();
        overHid = new FidoProtocol(new VirtualFidoConnection(device.hid()));
        ok(device.engine().processCbor(makeResident, Transaction.UNATTENDED));
    }

    private KeyMemory memory() throws IOException {
        if (store.equals("memory")) {
            return KeyMemory.fresh();
        }
        SecureRandom random = new SecureRandom();
        KeyContent content =
                new KeyContent(new Identity("security-key", Optional.empty(), Optional.empty()), Snapshot.EMPTY);
        file = Optional.of(KeyFile.create(
                FileMedium.open(folder.resolve("bench.key")),
                SealingKey.fresh("bench".toCharArray(), 1000, random),
                content,
                random));
        return file.get().memory();
    }

    @TearDown
    public void pullOut() throws IOException {
        device.close();
        if (file.isPresent()) {
            file.get().close();
        }
    }

    @Benchmark
    public byte[] makeCredential() {
        return ok(device.engine().processCbor(make, Transaction.UNATTENDED));
    }

    @Benchmark
    public byte[] makeResidentCredential() {
        return ok(device.engine().processCbor(makeResident, Transaction.UNATTENDED));
    }

    @Benchmark
    public byte[] getAssertion() {
        return ok(device.engine().processCbor(get, Transaction.UNATTENDED));
    }

    @Benchmark
    public byte[] getAssertionOverHid() throws IOException {
        return ok(overHid.sendAndReceive((byte) 0x90, get, null));
    }

    /** What is not arithmetic: CTAPHID's own echo of the request, there and back. */
    @Benchmark
    public byte[] pingOverHid() throws IOException {
        return overHid.sendAndReceive((byte) 0x81, get, null);
    }

    private static byte[] ok(byte[] answer) {
        if (answer[0] != 0) {
            throw new IllegalStateException("status " + answer[0]);
        }
        return answer;
    }
}
