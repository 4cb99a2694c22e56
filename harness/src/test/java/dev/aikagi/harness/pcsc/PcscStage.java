package dev.aikagi.harness.pcsc;

import dev.aikagi.harness.Requires;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One pcscd for all tests of the run, since the JDK finds no second one, with a card in its first reader that is new for
 * each test. It ends with the run.
 */
public final class PcscStage implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(PcscStage.class);

    /** Here a class can be skipped; when its parameters are resolved it is too late for that. */
    @Override
    public void beforeAll(ExtensionContext context) {
        props(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        props(context).card().renew();
        props(context).awaitCard();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Props.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return props(context);
    }

    private static Props props(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent(Props.class, key -> Props.start(), Props.class);
    }

    /** What stands there. */
    public record Props(Pcscd pcscd, CardProcess card) implements AutoCloseable {
        private static Props start() {
            String socket = Optional.ofNullable(System.getenv(Pcscd.SOCKET_VARIABLE))
                    .orElseGet(() -> Requires.unavailable(
                            "pcsc", "the environment does not say " + Pcscd.SOCKET_VARIABLE + ", as Maven's does"));
            try {
                Pcscd pcscd = Pcscd.start(Path.of(socket).getParent());
                try {
                    return new Props(pcscd, CardProcess.start(pcscd, 0));
                } catch (java.io.IOException e) {
                    pcscd.close();
                    throw e;
                }
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        /** pcscd looks every 0.4 s; until then the reader has the card of before, or none. */
        public void awaitCard() throws java.io.IOException, InterruptedException {
            Patience.until("the card in the reader", () -> {
                return pcscd.run("opensc-tool", "--reader", Pcscd.READER, "-c", "default", "--atr")
                                .exit()
                        == 0;
            });
        }

        @Override
        public void close() {
            card.close();
            pcscd.close();
        }
    }
}
