package dev.aikagi.authenticator.keyfile;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.CredentialKey;
import dev.aikagi.authenticator.env.SeededRandom;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Records whose every component has a value of its own, and which components those are: both by reflection. */
final class Sample {
    private final SecureRandom random = new SeededRandom(7);
    private int number = 1;

    private Sample() {}

    static KeyContent content() throws Exception {
        return (KeyContent) new Sample().of(KeyContent.class);
    }

    /** Every value that stands somewhere in it, by the way there. */
    static Map<String, Object> values(Object root) throws Exception {
        Map<String, Object> values = new TreeMap<>();
        collect("", root, values);
        return values;
    }

    private Object of(Type type) throws Exception {
        if (type instanceof ParameterizedType generic) {
            Object item = of(generic.getActualTypeArguments()[0]);
            return generic.getRawType() == Optional.class ? Optional.of(item) : List.of(item);
        }
        Class<?> plain = (Class<?>) type;
        return plain.isRecord() ? record(plain) : simple(plain);
    }

    private Object record(Class<?> type) throws Exception {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = of(components[i].getGenericType());
        }
        return type.getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
                .newInstance(values);
    }

    private Object simple(Class<?> type) throws Exception {
        number++;
        if (type == boolean.class) {
            return true;
        } else if (type == int.class) {
            return number;
        } else if (type == long.class) {
            return (long) number;
        } else if (type == String.class) {
            return "text " + number;
        } else if (type == Bytes.class) {
            return Bytes.of((byte) 7, (byte) number);
        } else if (type == CoseAlgorithm.class) {
            return CoseAlgorithm.ES256;
        } else if (type == CredentialKey.class) {
            return CredentialKey.generate(CoseAlgorithm.ES256, random);
        } else if (type == PrivateKey.class) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256, random);
            return generator.generateKeyPair().getPrivate();
        }
        throw new AssertionError("no sample of " + type + ": add one here");
    }

    private static void collect(String way, Object value, Map<String, Object> values) throws Exception {
        if (value instanceof Optional<?> optional) {
            collect(way + "?", optional.isPresent() ? optional.get() : "absent", values);
        } else if (value instanceof List<?> list) {
            values.put(way + ".size", list.size());
            for (int i = 0; i < list.size(); i++) {
                collect(way + "[" + i + "]", list.get(i), values);
            }
        } else if (value instanceof CredentialKey key) {
            collect(way, key.kept(), values);
        } else if (value instanceof PrivateKey key) {
            values.put(way, Bytes.of(key.getEncoded()));
        } else if (value.getClass().isRecord()) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                collect(way + "." + component.getName(), component.getAccessor().invoke(value), values);
            }
        } else {
            values.put(way, value);
        }
    }
}
