package dev.aikagi.harness.device;

import com.yubico.yubikit.core.Transport;
import com.yubico.yubikit.core.smartcard.SmartCardConnection;
import dev.aikagi.ctapsim.trace.ApduTracer;
import dev.aikagi.ctapsim.trace.FrameLog;
import java.io.IOException;

/** Writes down every APDU of a connection to a card; a new one begins as a card does that just got power. */
final class WrittenConnection implements SmartCardConnection {
    private final SmartCardConnection connection;
    private final ApduTracer tracer;

    WrittenConnection(SmartCardConnection connection, FrameLog frames) {
        this.connection = connection;
        this.tracer = new ApduTracer(frames);
    }

    @Override
    public byte[] sendAndReceive(byte[] apdu) throws IOException {
        tracer.command(apdu);
        byte[] response = connection.sendAndReceive(apdu);
        tracer.response(response);
        return response;
    }

    @Override
    public Transport getTransport() {
        return connection.getTransport();
    }

    @Override
    public boolean isExtendedLengthApduSupported() {
        return connection.isExtendedLengthApduSupported();
    }

    @Override
    public byte[] getAtr() {
        return connection.getAtr();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
