package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import java.util.List;
import java.util.Optional;

/** CTAP 2.1 §6.7 responses to authenticatorBioEnrollment: each subcommand has its own. */
public final class BioEnrollmentResponse {
    private static final CborValue FINGERPRINT = CborValue.of(1);

    private BioEnrollmentResponse() {}

    public static Bytes modality() {
        return CborWriter.write(new CborMapBuilder().put(0x01, FINGERPRINT).build());
    }

    /** A sensor that is touched, not swiped; {@code samples} it takes, and names of up to {@code maxName} bytes. */
    public static Bytes sensor(int samples, int maxName) {
        return CborWriter.write(new CborMapBuilder()
                .put(0x01, FINGERPRINT)
                .put(0x02, CborValue.of(1))
                .put(0x03, CborValue.of(samples))
                .put(0x08, CborValue.of(maxName))
                .build());
    }

    /** {@code templateId}: in the first answer of an enrolment only. */
    public static Bytes sample(Optional<Bytes> templateId, int feedback, int remaining) {
        return CborWriter.write(new CborMapBuilder()
                .put(0x04, templateId.map(CborValue::of))
                .put(0x05, CborValue.of(feedback))
                .put(0x06, CborValue.of(remaining))
                .build());
    }

    public static Bytes templates(List<Template> templates) {
        return CborWriter.write(new CborMapBuilder()
                .put(0x07, CborValue.of(templates.stream().map(Template::encode).toList()))
                .build());
    }

    /** A finger as the platform may show it; {@code name} empty where the user has given none. */
    public record Template(Bytes id, String name) {
        private CborValue encode() {
            return new CborMapBuilder()
                    .put(0x01, CborValue.of(id))
                    .put(0x02, Optional.of(CborValue.of(name)).filter(any -> !name.isEmpty()))
                    .build();
        }
    }
}
