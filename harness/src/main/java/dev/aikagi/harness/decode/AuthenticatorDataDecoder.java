package dev.aikagi.harness.decode;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * WebAuthn §6.1, with the attested credential data of §6.5.1.
 *
 * <pre>
 *   rpIdHash 32 | flags 1 | signCount 4 | AT: aaguid 16 | length 2 | credentialId | COSE key | ED: extensions
 * </pre>
 */
final class AuthenticatorDataDecoder {
    private static final int LEAST = 37;
    private static final int ATTESTED = 0x40;
    private static final int EXTENSIONS = 0x80;
    private static final String[] FLAGS = {"UP", "", "UV", "BE", "BS", "", "AT", "ED"};

    private final Fields fields;

    AuthenticatorDataDecoder(Fields fields) {
        this.fields = fields;
    }

    void show(Bytes data, Tree tree) throws DecodeException {
        if (data.size() < LEAST) {
            throw new DecodeException("authenticator data has 37 bytes at least, not " + data.size());
        }
        int flags = data.at(32) & 0xff;
        tree.line("rpIdHash", data.slice(0, 32).hex());
        flags(tree, flags);
        tree.line(
                "signCount",
                Long.toUnsignedString(Long.parseLong(data.slice(33, LEAST).hex(), 16)));
        int at = LEAST;
        if ((flags & ATTESTED) != 0) {
            at = attested(data, tree.line("attestedCredentialData", ""));
        }
        if ((flags & EXTENSIONS) != 0) {
            at = extensions(data, at, tree);
        }
        if (at != data.size()) {
            throw new DecodeException((data.size() - at) + " bytes follow what the flags announce");
        }
    }

    private static void flags(Tree tree, int flags) {
        List<String> names = new ArrayList<>();
        for (int bit = 0; bit < FLAGS.length; bit++) {
            if ((flags & (1 << bit)) != 0) {
                names.add(FLAGS[bit].isEmpty() ? "bit " + bit + " (reserved)" : FLAGS[bit]);
            }
        }
        Tree branch =
                tree.line("flags", "%02x %s".formatted(flags, names.isEmpty() ? "none" : String.join(" ", names)));
        if ((flags & 0x10) != 0 && (flags & 0x08) == 0) {
            branch.remark("backed up (BS) without being eligible for it (BE)");
        }
    }

    private int attested(Bytes data, Tree tree) throws DecodeException {
        if (data.size() < LEAST + 18) {
            throw new DecodeException("the attested credential data that AT announces is cut off");
        }
        tree.line("aaguid", CoseNames.aaguid(data.slice(LEAST, LEAST + 16)));
        int length = Integer.parseInt(data.slice(LEAST + 16, LEAST + 18).hex(), 16);
        int key = LEAST + 18 + length;
        if (key > data.size()) {
            throw new DecodeException("the credential id of " + length + " bytes is cut off");
        }
        tree.line("credentialId", data.slice(LEAST + 18, key).hex() + " (" + length + " bytes)");
        CborTree.Read read = CborTree.first(data.slice(key, data.size()));
        Tree branch = tree.line("credentialPublicKey", "COSE key");
        read.remarks().forEach(branch::remark);
        fields.key(branch, read.item());
        return key + read.size();
    }

    private int extensions(Bytes data, int at, Tree tree) throws DecodeException {
        CborTree.Read read = CborTree.first(data.slice(at, data.size()));
        if (read.item() instanceof CborItem.Mapping map) {
            Tree branch = tree.line("extensions", "");
            read.remarks().forEach(branch::remark);
            fields.entries(branch, map);
            return at + read.size();
        }
        throw new DecodeException("the extensions that ED announces are no CBOR map");
    }
}
