package dev.aikagi.harness.junit;

import java.time.format.DateTimeParseException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every {@link VirtualAuthenticator} parameter its key; the test's store closes them. */
public final class VirtualAuthenticatorExtension implements ParameterResolver {
    private static final Namespace KEYS = Namespace.create(VirtualAuthenticatorExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(VirtualAuthenticator.class)
                && parameter.getParameter().getType() == TestKey.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        VirtualAuthenticator wanted =
                parameter.findAnnotation(VirtualAuthenticator.class).orElseThrow();
        try {
            TestKey key = new TestKey(wanted);
            context.getStore(KEYS).put(parameter.getIndex(), key);
            return key;
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new ParameterResolutionException("@VirtualAuthenticator: " + e.getMessage(), e);
        }
    }
}
