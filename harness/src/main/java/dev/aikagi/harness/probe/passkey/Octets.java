package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import java.io.ByteArrayOutputStream;

/** CBOR and JSON that no honest encoder writes. */
final class Octets {
    private static final int DEEP = 10_000;
    private static final Bytes BOM = Bytes.fromHex("efbbbf");

    private Octets() {}

    /** A map of three text keys, the last of them a key that was there already. */
    static Bytes doubledKey(Bytes attestationObject) {
        // a3 → a4, and a second, empty attStmt at the end.
        byte[] octets = attestationObject.toArray();
        octets[0]++;
        return Bytes.concat(
                Bytes.of(octets), CborWriter.write(CborValue.of("fmt")), CborWriter.write(CborValue.of("none")));
    }

    /** The same map with an indefinite length, RFC 8949 §3.2.2. */
    static Bytes indefinite(Bytes attestationObject) {
        byte[] octets = attestationObject.toArray();
        octets[0] = (byte) 0xbf;
        return Bytes.concat(Bytes.of(octets), Bytes.of((byte) 0xff));
    }

    /** attStmt is an array in an array, ten thousand times. */
    static Bytes deep(Bytes authData) {
        byte[] nested = new byte[DEEP];
        java.util.Arrays.fill(nested, (byte) 0x81);
        return parts(authData, Bytes.concat(Bytes.of(nested), Bytes.of((byte) 0x80)));
    }

    /** attStmt is a byte string of 2^32 - 1 bytes that are not there. */
    static Bytes endless(Bytes authData) {
        return parts(authData, Bytes.fromHex("5affffffff"));
    }

    /** attStmt is a map whose key is not a number. */
    static Bytes notANumber(Bytes authData) {
        return parts(authData, Bytes.fromHex("a1f97e0000"));
    }

    /** An attestation object of format compound whose only statement, so many levels down, is of format none. */
    static Bytes compound(Bytes authData, int depth) {
        Bytes statement = Bytes.fromHex("a0");
        String format = "none";
        for (int level = 0; level < depth; level++) {
            statement = Bytes.concat(
                    Bytes.fromHex("81a2"),
                    CborWriter.write(CborValue.of("fmt")),
                    CborWriter.write(CborValue.of(format)),
                    CborWriter.write(CborValue.of("attStmt")),
                    statement);
            format = "compound";
        }
        return Bytes.concat(
                Bytes.fromHex("a3"),
                CborWriter.write(CborValue.of("fmt")),
                CborWriter.write(CborValue.of("compound")),
                CborWriter.write(CborValue.of("attStmt")),
                statement,
                CborWriter.write(CborValue.of("authData")),
                CborWriter.write(CborValue.of(authData)));
    }

    private static Bytes parts(Bytes authData, Bytes statement) {
        return Bytes.concat(
                Bytes.fromHex("a3"),
                CborWriter.write(CborValue.of("fmt")),
                CborWriter.write(CborValue.of("none")),
                CborWriter.write(CborValue.of("attStmt")),
                statement,
                CborWriter.write(CborValue.of("authData")),
                CborWriter.write(CborValue.of(authData)));
    }

    static Bytes extensions(int size) {
        return CborWriter.write(new CborMapBuilder()
                .put("aikagi", CborValue.of("x".repeat(size)))
                .build());
    }

    static Bytes withBom(Bytes json) {
        return Bytes.concat(BOM, json);
    }

    /** {"type":…} → {"type":…,"challenge":"AAAA", …}: the second of two counts for most readers, the first for others. */
    static Bytes doubledChallenge(Bytes json) {
        return Hash.utf8(Hash.text(json).replaceFirst("\"challenge\"", "\"challenge\":\"AAAA\",\"challenge\""));
    }

    static Bytes notUtf8(Bytes json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] octets = json.toArray();
        out.write(octets, 0, octets.length - 1);
        out.writeBytes(Hash.utf8(",\"x\":\"").toArray());
        out.write(0xc3);
        out.write(0x28);
        out.writeBytes(Hash.utf8("\"}").toArray());
        return Bytes.of(out.toByteArray());
    }

    static Bytes withMember(Bytes json, String member) {
        String text = Hash.text(json);
        return Hash.utf8(text.substring(0, text.length() - 1) + "," + member + "}");
    }

    /** The members from last to first. */
    static Bytes reordered(Bytes json) {
        String text = Hash.text(json);
        String[] members = text.substring(1, text.length() - 1).split(",(?=\")", -1);
        StringBuilder turned = new StringBuilder("{");
        for (int i = members.length - 1; i >= 0; i--) {
            turned.append(members[i]).append(i == 0 ? "}" : ",");
        }
        return Hash.utf8(turned.toString());
    }
}
