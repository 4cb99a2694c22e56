package dev.aikagi.harness.mail;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.imap.ImapHandler;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.smtp.SmtpHandler;
import com.icegreen.greenmail.smtp.commands.SmtpCommandRegistry;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.LinkedHashMap;
import java.util.Map;

/** GreenMail whose answers do not wait for acknowledgements: 40 ms each, five for a mail (RFC 896 against RFC 1122). */
final class PromptGreenMail extends GreenMail {
    private volatile boolean refusing;

    PromptGreenMail(ServerSetup... setups) {
        super(setups);
    }

    /** Takes no mail in until told otherwise: who connects is hung up on. */
    void refuse(boolean on) {
        refusing = on;
    }

    @Override
    protected Map<String, AbstractServer> createServices(ServerSetup[] setups, Managers managers) {
        Map<String, AbstractServer> services = new LinkedHashMap<>();
        for (ServerSetup setup : setups) {
            services.put(
                    setup.getProtocol(),
                    setup.getProtocol().startsWith(ServerSetup.PROTOCOL_IMAP)
                            ? new PromptImap(setup, managers)
                            : new PromptSmtp(setup, managers));
        }
        return services;
    }

    int port(String protocol) {
        AbstractServer server = services.get(protocol);
        if (server == null) {
            throw new IllegalArgumentException("no server for " + protocol);
        }
        return server.getPort();
    }

    /** As GreenMail's own, which cannot be inherited from. */
    private static final class PromptImap extends AbstractServer {
        PromptImap(ServerSetup setup, Managers managers) {
            super(setup, managers);
        }

        @Override
        protected ProtocolHandler createProtocolHandler(Socket client) {
            return new ImapHandler(managers.getUserManager(), managers.getImapHostManager(), client);
        }

        @Override
        protected void handleClientSocket(Socket client) throws SocketException {
            client.setTcpNoDelay(true);
            super.handleClientSocket(client);
        }
    }

    /** As GreenMail's own, which cannot be inherited from. */
    private final class PromptSmtp extends AbstractServer {
        PromptSmtp(ServerSetup setup, Managers managers) {
            super(setup, managers);
        }

        @Override
        protected ProtocolHandler createProtocolHandler(Socket client) {
            return new SmtpHandler(new SmtpCommandRegistry(), managers.getSmtpManager(), client);
        }

        @Override
        protected void handleClientSocket(Socket client) throws SocketException {
            if (refusing) {
                hangUp(client);
                return;
            }
            client.setTcpNoDelay(true);
            super.handleClientSocket(client);
        }

        private void hangUp(Socket client) {
            try {
                client.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
