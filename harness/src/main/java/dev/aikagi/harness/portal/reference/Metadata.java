package dev.aikagi.harness.portal.reference;

import com.webauthn4j.anchor.TrustAnchorRepository;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The models that a FIDO metadata service vouches for. The portal looks once an hour; what it cannot believe it ignores. */
final class Metadata implements TrustAnchorRepository {
    private static final System.Logger LOG = System.getLogger(Metadata.class.getName());
    private static final Duration LOOK = Duration.ofHours(1);
    private static final int NETWORK_LIMIT_MILLIS = 5000;

    private final MetadataSettings settings;
    private final InstantSource clock;
    private final MetadataRules.All rules;
    private @Nullable JsonNode blob;
    private Instant looked = Instant.EPOCH;

    Metadata(MetadataSettings settings, InstantSource clock, MetadataRules.All rules) {
        this.settings = settings;
        this.clock = clock;
        this.rules = rules;
    }

    /** The rule that a signer is held to. */
    static MetadataRules.Signature signature(MetadataSettings settings, InstantSource clock) {
        return blob -> blob.verify(settings.root(), revoked(settings.crl()), clock.instant());
    }

    private static X509CRL revoked(URI address) {
        try {
            return (X509CRL)
                    CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(download(address)));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("whether the signer was revoked is not known", e);
        }
    }

    private static byte[] download(URI address) throws IOException {
        URLConnection connection = address.toURL().openConnection();
        connection.setConnectTimeout(NETWORK_LIMIT_MILLIS);
        connection.setReadTimeout(NETWORK_LIMIT_MILLIS);
        try (InputStream in = connection.getInputStream()) {
            return in.readAllBytes();
        }
    }

    @Override
    public synchronized Set<TrustAnchor> find(AAGUID aaguid) {
        refresh();
        JsonNode known = blob;
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        boolean fresh = known != null
                && rules.freshness()
                        .isFresh(LocalDate.parse(known.path("nextUpdate").asString("")), today);
        Set<TrustAnchor> anchors = new HashSet<>();
        if (known == null || !fresh || !rules.model().isOne(aaguid.toString())) {
            return anchors;
        }
        for (JsonNode entry : known.path("entries")) {
            if (entry.path("aaguid").asString("").equals(aaguid.toString())
                    && rules.status().allows(statuses(entry))
                    && isOfUpdate(entry)) {
                anchors.addAll(roots(entry));
            }
        }
        return anchors;
    }

    /** Keys of U2F alone have no AAGUID; such models the portal does not look up. */
    @Override
    public Set<TrustAnchor> find(byte[] attestationCertificateKeyIdentifier) {
        return Set.of();
    }

    private void refresh() {
        Instant now = clock.instant();
        if (now.isBefore(looked.plus(LOOK))) {
            return;
        }
        looked = now;
        try {
            SignedBlob next = new SignedBlob(new String(download(settings.blob()), StandardCharsets.US_ASCII));
            rules.signature().verify(next);
            long before = blob == null ? 0 : blob.path("no").asLong(0);
            if (rules.order().follows(next.payload().path("no").asLong(0), before)) {
                blob = next.payload();
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "the metadata is ignored", e);
        }
    }

    private boolean isOfUpdate(JsonNode entry) {
        long statement =
                entry.path("metadataStatement").path("authenticatorVersion").asLong(0);
        boolean known = true;
        for (JsonNode report : entry.path("statusReports")) {
            boolean update = report.path("status").asString("").equals("UPDATE_AVAILABLE");
            long available = report.path("authenticatorVersion").asLong(statement);
            known &= !update || rules.update().allows(statement, available);
        }
        return known;
    }

    private static List<String> statuses(JsonNode entry) {
        List<String> statuses = new ArrayList<>();
        entry.path("statusReports")
                .forEach(report -> statuses.add(report.path("status").asString("")));
        return statuses;
    }

    private static Set<TrustAnchor> roots(JsonNode entry) {
        Set<TrustAnchor> roots = new HashSet<>();
        for (JsonNode root : entry.path("metadataStatement").path("attestationRootCertificates")) {
            try {
                byte[] der = Base64.getDecoder().decode(root.asString(""));
                roots.add(new TrustAnchor(
                        (X509Certificate) CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(der)),
                        null));
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("no certificate", e);
            }
        }
        return roots;
    }
}
