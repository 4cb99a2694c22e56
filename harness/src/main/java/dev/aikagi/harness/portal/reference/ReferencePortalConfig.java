package dev.aikagi.harness.portal.reference;

import java.nio.charset.Charset;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an embedded portal needs to start.
 *
 * @param port to listen on at the loopback address; 0 for a free one
 * @param rest whether it also answers without pages, to whoever registers by themselves
 * @param metadata the service that says which models are trusted, in place of the policy's trust anchors
 * @param revoked tells which attestation certificates the policy's trust anchors have taken back by now
 * @param defects the mistakes it shall make; usually none
 */
public record ReferencePortalConfig(
        InstantSource clock,
        SecureRandom random,
        int port,
        Transport transport,
        MailSettings mail,
        WebAuthnPolicy webAuthn,
        Optional<MetadataSettings> metadata,
        Optional<Supplier<X509CRL>> revoked,
        Limits limits,
        boolean rest,
        List<Defect> defects) {
    /** Copies the defects. */
    public ReferencePortalConfig {
        defects = List.copyOf(defects);
    }

    /** Whether it speaks HTTPS. */
    boolean tls() {
        return transport != Transport.HTTP;
    }

    /** Begins a configuration with the three things that have no default. */
    public static Builder builder(InstantSource clock, SecureRandom random, int smtpPort) {
        return new Builder(clock, random, smtpPort);
    }

    /** Defaults: HTTP on a free port, ISO-2022-JP mail over 127.0.0.1, default policy and limits, no defect. */
    public static final class Builder {
        private final InstantSource clock;
        private final SecureRandom random;
        private int port;
        private Transport transport = Transport.HTTP;
        private MailSettings mail;
        private WebAuthnPolicy webAuthn = WebAuthnPolicy.DEFAULT;
        private Optional<MetadataSettings> metadata = Optional.empty();
        private Optional<Supplier<X509CRL>> revoked = Optional.empty();
        private Limits limits = Limits.DEFAULT;
        private boolean rest;
        private List<Defect> defects = List.of();

        private Builder(InstantSource clock, SecureRandom random, int smtpPort) {
            this.clock = clock;
            this.random = random;
            this.mail =
                    new MailSettings("127.0.0.1", smtpPort, MailSettings.ISO_2022_JP, "no-reply@kosmoweb.example.jp");
        }

        /** The port to listen on; 0 for a free one. */
        public Builder port(int number) {
            this.port = number;
            return this;
        }

        /** HTTPS instead of HTTP. */
        public Builder tls(boolean on) {
            this.transport = on ? Transport.HTTPS : Transport.HTTP;
            return this;
        }

        /** HTTPS as in service: every reply forbids plain HTTP, which on another port leads to HTTPS. */
        public Builder tlsAlone() {
            this.transport = Transport.HTTPS_ALONE;
            return this;
        }

        /** Where mail goes in. */
        public Builder smtp(String host, int smtpPort) {
            this.mail = new MailSettings(host, smtpPort, mail.charset(), mail.from());
            return this;
        }

        /** The charset of mail. */
        public Builder mailCharset(Charset charset) {
            this.mail = new MailSettings(mail.host(), mail.port(), charset, mail.from());
            return this;
        }

        /** What passkeys must be. */
        public Builder webAuthn(WebAuthnPolicy policy) {
            this.webAuthn = policy;
            return this;
        }

        /** Whom the portal asks which models it may trust. */
        public Builder metadata(MetadataSettings settings) {
            this.metadata = Optional.of(settings);
            return this;
        }

        /** Who tells which attestation certificates are taken back. */
        public Builder revoked(Supplier<X509CRL> list) {
            this.revoked = Optional.of(list);
            return this;
        }

        /** How long and how often. */
        public Builder limits(Limits values) {
            this.limits = values;
            return this;
        }

        /** Answers without pages too, in the shape of FIDO's conformance tests. */
        public Builder rest(boolean on) {
            this.rest = on;
            return this;
        }

        /** The mistakes it shall make. */
        public Builder defects(List<Defect> mistakes) {
            this.defects = mistakes;
            return this;
        }

        /** The configuration. */
        public ReferencePortalConfig build() {
            return new ReferencePortalConfig(
                    clock, random, port, transport, mail, webAuthn, metadata, revoked, limits, rest, defects);
        }
    }
}
