package dev.aikagi.harness.bench;

import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.smartcardio.VirtualCardProvider;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;
import javax.smartcardio.TerminalFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One APDU, SELECT of the OATH applet, in the same process and through pcscd. For the second an
 * {@code aikagi device --vpcd} has to be in the first reader, and {@code -p reader=pcscd} asks for it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Card {
    private static final byte[] SELECT = HexFormat.of().parseHex("00a4040007a000000527210100");

    @Param({"in-process"})
    public String reader;

    private final VirtualDevice device =
            VirtualDevice.builder(ProfileReader.bundled("windows-hello")).build();
    private CardChannel channel;

    @Setup
    public void connect() throws Exception {
        TerminalFactory factory = reader.equals("pcscd")
                ? TerminalFactory.getDefault()
                : TerminalFactory.getInstance(
                        VirtualCardProvider.TYPE, null, new VirtualCardProvider(Map.of("bench", device.card())));
        channel = factory.terminals().list().get(0).connect("*").getBasicChannel();
    }

    @TearDown
    public void leave() throws CardException {
        channel.getCard().disconnect(false);
        device.close();
    }

    @Benchmark
    public ResponseAPDU select() throws CardException {
        ResponseAPDU answer = channel.transmit(new CommandAPDU(SELECT));
        if (answer.getSW() != 0x9000) {
            throw new IllegalStateException(answer.toString());
        }
        return answer;
    }
}
