package dev.aikagi.harness.metadata;

import dev.aikagi.authenticator.bytes.Bytes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The payload of a metadata BLOB, FIDO Metadata Service §3.1.6.
 *
 * @param number {@code no}: each BLOB's is higher than the one's before
 * @param algorithm {@code alg} of the header
 * @param elsewhere {@code x5u} in place of {@code x5c}
 */
public record MetadataBlob(
        long number, LocalDate nextUpdate, List<Entry> entries, String algorithm, Optional<String> elsewhere) {
    private static final JsonMapper JSON = new JsonMapper();

    public MetadataBlob {
        entries = List.copyOf(entries);
    }

    /**
     * What stands there of a model.
     *
     * @param aaguid 16 bytes
     * @param roots DER of the certificates that its attestation ends in
     * @param statuses {@code AuthenticatorStatus}, the latest last
     * @param version {@code authenticatorVersion} of the metadata statement
     * @param update {@code authenticatorVersion} of the status reports: the version that is available
     */
    public record Entry(Bytes aaguid, List<Bytes> roots, List<String> statuses, long version, long update) {
        /** Of version 1, and no other is available. */
        public Entry(Bytes aaguid, List<Bytes> roots, List<String> statuses) {
            this(aaguid, roots, statuses, 1, 1);
        }

        public Entry {
            roots = List.copyOf(roots);
            statuses = List.copyOf(statuses);
        }

        /** The same model, of which another version may be available. */
        public Entry withVersions(long statement, long available) {
            return new Entry(aaguid, roots, statuses, statement, available);
        }
    }

    /** ES256, with its certificates. */
    public static MetadataBlob of(long number, LocalDate nextUpdate, Entry... entries) {
        return new MetadataBlob(number, nextUpdate, List.of(entries), "ES256", Optional.empty());
    }

    public MetadataBlob withAlgorithm(String other) {
        return new MetadataBlob(number, nextUpdate, entries, other, elsewhere);
    }

    public MetadataBlob withChainAt(String address) {
        return new MetadataBlob(number, nextUpdate, entries, algorithm, Optional.of(address));
    }

    /** RFC 7515 §4.1. */
    String header(List<Bytes> chain) {
        ObjectNode header = JSON.createObjectNode().put("alg", algorithm).put("typ", "JWT");
        if (elsewhere.isPresent()) {
            header.put("x5u", elsewhere.get());
        } else {
            ArrayNode x5c = header.putArray("x5c");
            chain.forEach(certificate -> x5c.add(base64(certificate)));
        }
        return header.toString();
    }

    String payload() {
        ObjectNode payload = JSON.createObjectNode()
                .put("legalHeader", "For tests alone.")
                .put("no", number)
                .put("nextUpdate", nextUpdate.toString());
        ArrayNode list = payload.putArray("entries");
        for (Entry entry : entries) {
            ObjectNode node = list.addObject().put("aaguid", uuid(entry.aaguid()));
            ObjectNode statement = node.putObject("metadataStatement")
                    .put("aaguid", uuid(entry.aaguid()))
                    .put("description", "Aikagi test model")
                    .put("protocolFamily", "fido2")
                    .put("authenticatorVersion", entry.version())
                    .put("schema", 3);
            ArrayNode roots = statement.putArray("attestationRootCertificates");
            entry.roots().forEach(root -> roots.add(base64(root)));
            ArrayNode reports = node.putArray("statusReports");
            entry.statuses()
                    .forEach(status -> reports.addObject()
                            .put("status", status)
                            .put("authenticatorVersion", entry.update())
                            .put("effectiveDate", "2026-01-01"));
            node.put("timeOfLastStatusChange", "2026-01-01");
        }
        return payload.toString();
    }

    private static String base64(Bytes der) {
        return Base64.getEncoder().encodeToString(der.toArray());
    }

    /** RFC 9562 §4. */
    private static String uuid(Bytes aaguid) {
        String hex = aaguid.hex();
        List<String> groups = new ArrayList<>();
        int from = 0;
        for (int length : new int[] {8, 4, 4, 4, 12}) {
            groups.add(hex.substring(from, from + length));
            from += length;
        }
        return String.join("-", groups);
    }
}
