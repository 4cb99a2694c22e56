package dev.aikagi.harness.decode;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows a named CBOR field: those with a meaning of their own (authenticator data, keys, AAGUIDs, certificates) are
 * taken apart, all others are in diagnostic notation, on one line if they are short.
 */
final class Fields {
    private static final int SHORT = 96;
    private static final int KTY = 1;
    private static final int ALG = 3;

    private final Secrets secrets;

    Fields(Secrets secrets) {
        this.secrets = secrets;
    }

    void show(Tree tree, String name, CborItem value) {
        Optional<Bytes> octets = value.octets();
        if (octets.isPresent()) {
            octets(tree, name, octets.get());
        } else if (value instanceof CborItem.Mapping map && isCoseKey(map)) {
            coseKey(tree.line(name, "COSE key"), map);
        } else if (name.equals("alg") && value.number().isPresent()) {
            tree.line(name, CoseNames.algorithm(value.number().get()));
        } else if (name.equals("x5c") && value instanceof CborItem.Sequence chain) {
            certificates(tree, chain.items());
        } else {
            plain(tree, name, value);
        }
    }

    /** Every entry of a map whose keys have no names. */
    void entries(Tree tree, CborItem.Mapping map) {
        map.entries()
                .forEach(entry ->
                        show(tree, entry.key().text().orElse(entry.key().toString()), entry.value()));
    }

    /** Every entry of a map whose keys are numbers with names. */
    void entries(Tree tree, CborItem.Mapping map, Map<Integer, String> names) {
        for (CborItem.Entry entry : map.entries()) {
            Optional<String> name = entry.key().number().map(names::get);
            if (name.isPresent()) {
                show(tree, name.get(), entry.value());
            } else {
                show(tree, entry.key() + " (unknown)", entry.value());
            }
        }
    }

    private void octets(Tree tree, String name, Bytes value) {
        switch (name) {
            case "authData" ->
                tree.line(name, value.size() + " bytes")
                        .attempt(branch -> new AuthenticatorDataDecoder(this).show(value, branch));
            case "aaguid" -> tree.line(name, value.size() == 16 ? CoseNames.aaguid(value) : "h'" + value.hex() + "'");
            case "largeBlobKey" -> tree.line(name, secrets.show(value));
            default -> tree.line(name, "h'" + value.hex() + "' (" + value.size() + " bytes)");
        }
    }

    private void plain(Tree tree, String name, CborItem value) {
        String whole = value.toString();
        if (value instanceof CborItem.Mapping map && (whole.length() > SHORT || hides(map))) {
            entries(tree.line(name, ""), map);
        } else if (value instanceof CborItem.Sequence array
                && (whole.length() > SHORT || name.equals("pubKeyCredParams"))) {
            Tree branch = tree.line(name, "");
            int index = 0;
            for (CborItem item : array.items()) {
                show(branch, "[" + index++ + "]", item);
            }
        } else {
            tree.line(name, whole);
        }
    }

    /** A map is taken apart, however short, when one of its members is shown in a way of its own. */
    private static boolean hides(CborItem.Mapping map) {
        return List.of("alg", "x5c", "largeBlobKey", "aaguid", "authData").stream()
                .anyMatch(name -> map.get(name).isPresent());
    }

    static boolean isCoseKey(CborItem item) {
        return item instanceof CborItem.Mapping map
                && map.get(KTY).flatMap(CborItem::number).isPresent()
                && map.get(ALG).flatMap(CborItem::number).isPresent()
                && map.get(-1).isPresent();
    }

    /**
     * Shows a COSE key, RFC 9052 §7 and RFC 9053 §7.
     *
     * @throws DecodeException if it says neither its type nor its algorithm
     */
    void key(Tree tree, CborItem item) throws DecodeException {
        if (item instanceof CborItem.Mapping map && isCoseKey(map)) {
            coseKey(tree, map);
        } else {
            throw new DecodeException("the public key is no COSE key: " + item);
        }
    }

    private void coseKey(Tree tree, CborItem.Mapping key) {
        int type = key.get(KTY).flatMap(CborItem::number).orElse(0);
        for (CborItem.Entry entry : key.entries()) {
            int label = entry.key().number().orElse(0);
            String name = coseLabel(type, label);
            Optional<Integer> number = entry.value().number();
            if (name.equals("d") || label < -3) {
                tree.line(name.isEmpty() ? entry.key().toString() : name, privatePart(entry.value()));
            } else if (label == KTY && number.isPresent()) {
                tree.line(name, CoseNames.keyType(number.get()));
            } else if (label == ALG && number.isPresent()) {
                tree.line(name, CoseNames.algorithm(number.get()));
            } else if (name.equals("crv") && number.isPresent()) {
                tree.line(name, CoseNames.curve(number.get()));
            } else {
                tree.line(
                        name.isEmpty() ? entry.key().toString() : name,
                        entry.value().toString());
            }
        }
    }

    private String privatePart(CborItem value) {
        return value.octets().map(secrets::show).orElseGet(() -> secrets.show(value.toString()));
    }

    private static String coseLabel(int type, int label) {
        return switch (label) {
            case KTY -> "kty";
            case 2 -> "kid";
            case ALG -> "alg";
            case 4 -> "key_ops";
            case -1 -> type == 3 ? "n" : type == 7 ? "pub" : "crv";
            case -2 -> type == 3 ? "e" : type == 7 ? "d" : "x";
            case -3 -> type == 3 ? "d" : "y";
            case -4 -> type == 3 ? "p" : "d";
            default -> "";
        };
    }

    private void certificates(Tree tree, List<CborItem> chain) {
        Tree branch = tree.line("x5c", chain.size() + " certificates");
        for (CborItem item : chain) {
            Tree one = branch.line("certificate", "");
            one.attempt(place -> CertificateDecoder.show(
                    item.octets().orElseThrow(() -> new DecodeException("it is no byte string")), place));
        }
    }

    Secrets secrets() {
        return secrets;
    }
}
