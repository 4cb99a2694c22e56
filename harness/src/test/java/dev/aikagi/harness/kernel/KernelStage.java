package dev.aikagi.harness.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One guest for all tests of the run, since it takes long to boot. It ends with the run. */
final class KernelStage implements BeforeAllCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(KernelStage.class);

    /** Here a class can be skipped; when its parameters are resolved it is too late for that. */
    @Override
    public void beforeAll(ExtensionContext context) {
        guest(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Guest.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return guest(context);
    }

    private static Guest guest(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent(Guest.class, key -> boot(), Guest.class);
    }

    private static Guest boot() {
        try {
            return Guest.boot();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
