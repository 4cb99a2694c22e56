package dev.aikagi.harness.probe.passkey;

import static dev.aikagi.harness.probe.Severity.LOW;
import static dev.aikagi.harness.probe.Severity.MEDIUM;
import static dev.aikagi.harness.probe.passkey.RegistrationProbes.probe;
import static dev.aikagi.harness.probe.passkey.RegistrationTrial.registration;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Source;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The rows of R that ask how a portal reads: lengths, flags, CBOR, JSON. */
final class RegistrationShapeProbes {
    private static final Source AUTH_DATA = Source.webAuthn("§6.1", "sctn-authenticator-data");
    private static final Source CBOR = Source.of("RFC 8949 §5.6", "https://www.rfc-editor.org/rfc/rfc8949#section-5.6");

    List<Probe> probes() {
        return List.of(flags(), trailing(), truncated(), cbor(), longId(), extensions(), clientData(), json());
    }

    private static Probe flags() {
        return probe("R-24", MEDIUM, "Flags AT and ED that do not fit what follows", 13)
                .source(AUTH_DATA)
                .tags("CWE-1287")
                .correct("Refuses authenticator data whose flags and contents do not agree.")
                .fix("Read as the flags say, and refuse what is left over or missing.")
                .defects("webauthn.form-not-checked", "error.crash-on-malformed")
                .trial(registration()
                        .unreadable(
                                "AT=0 with data", (seams, here) -> seams.authData(data -> data.without(AuthData.AT)))
                        .unreadable(
                                "AT=1 without data",
                                (seams, here) -> seams.authData(data -> data.withAttested(Bytes.EMPTY)))
                        .unreadable(
                                "ED=1 without a map", (seams, here) -> seams.authData(data -> data.with(AuthData.ED)))
                        .unreadable(
                                "ED=0 with a map",
                                (seams, here) -> seams.authData(data -> data.withExtensions(Octets.extensions(1)))));
    }

    private static Probe trailing() {
        return probe("R-25", MEDIUM, "Bytes after the end", 13)
                .source(AUTH_DATA)
                .tags("CWE-130")
                .correct("Refuses whatever follows the end of the authenticator data or of the attestation object.")
                .fix("Require the reader to be at the end.")
                .defects("error.crash-on-malformed")
                .trial(registration()
                        .unreadable(
                                "after the authenticator data",
                                (seams, here) -> seams.authDataBytes(data -> Bytes.concat(data, Bytes.of((byte) 0))))
                        .unreadable(
                                "after the attestation object",
                                (seams, here) ->
                                        seams.attestationObject(data -> Bytes.concat(data, Bytes.of((byte) 0)))));
    }

    private static Probe truncated() {
        RegistrationTrial trial = registration();
        Map.of("in rpIdHash", 16, "before the flags", 32, "in the counter", 35, "before the AAGUID", 37)
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(cut -> trial.unreadable(
                        "cut " + cut.getKey(),
                        (seams, here) -> seams.authDataBytes(data -> data.slice(0, cut.getValue()))));
        return probe("R-26", MEDIUM, "Authenticator data that is cut off, or claims more than there is", 13)
                .source(AUTH_DATA, Source.webAuthn("§6.5.1", "sctn-attested-credential-data"))
                .tags("CWE-130", "CWE-125")
                .correct("Refuses without breaking.")
                .fix("Check each length against what is left before reading.")
                .defects("error.crash-on-malformed")
                .trial(trial.unreadable(
                                "cut in the key",
                                (seams, here) -> seams.authDataBytes(data -> data.slice(0, data.size() - 20)))
                        .unreadable(
                                "a credential id of 65535 bytes",
                                (seams, here) -> seams.authDataBytes(RegistrationShapeProbes::hugeId)));
    }

    private static Bytes hugeId(Bytes authData) {
        byte[] octets = authData.toArray();
        octets[AuthData.HEAD + 16] = (byte) 0xff;
        octets[AuthData.HEAD + 17] = (byte) 0xff;
        return Bytes.of(octets);
    }

    private static Probe cbor() {
        return probe("R-27", MEDIUM, "CBOR that no encoder writes", 13)
                .source(CBOR)
                .tags("CWE-674", "CWE-789")
                .correct("Refuses in bounded time and memory, or reads what is well-formed.")
                .fix("Use a reader with limits on depth and length that refuses doubled keys.")
                .defects("error.crash-on-malformed")
                .trial(registration()
                        .either("a doubled key", (seams, here) -> seams.attestationObject(Octets::doubledKey))
                        .either("an indefinite length", (seams, here) -> seams.attestationObject(Octets::indefinite))
                        .unreadable("10 000 levels", statement(Octets::deep))
                        .unreadable("a string of 4 GiB", statement(Octets::endless))
                        .unreadable("a key that is not a number", statement(Octets::notANumber)));
    }

    private interface Written {
        Bytes from(Bytes authData);
    }

    /** The authenticator data passes through the seam before the object is made of it. */
    private static RegistrationMutation statement(Written written) {
        return (seams, here) -> {
            Bytes[] authData = {Bytes.EMPTY};
            seams.authDataBytes(data -> {
                authData[0] = data;
                return data;
            });
            seams.attestationObject(object -> written.from(authData[0]));
        };
    }

    private static Probe longId() {
        return probe("R-29", LOW, "A credential id of 1024 bytes", 25)
                .tags("CWE-1284")
                .correct("Refuses ids of more than 1023 bytes.")
                .fix("Check the length of the credential id.")
                .defects("webauthn.long-id-accepted")
                .trial(registration()
                        .refused("", (seams, here) -> seams.credential(made -> made.withId(Bytes.of(new byte[1024])))));
    }

    private static Probe extensions() {
        return probe("R-35", LOW, "Extension outputs nobody asked for, missing ones, a large one", 28)
                .source(Source.webAuthn("§9.4", "sctn-extension-output"))
                .tags("CWE-1284")
                .correct("Ignores outputs that it did not ask for, and does without those that are missing.")
                .fix("Ignore unknown extension outputs; limit the size of a response.")
                .defects("webauthn.extensions-required")
                .trial(registration()
                        .either(
                                "unknown, of the client",
                                (seams, here) -> seams.json(json -> json.withObject("/clientExtensionResults")
                                        .put("aikagi", true)))
                        .taken(
                                "none at all",
                                (seams, here) -> seams.json(json -> json.putObject("clientExtensionResults")))
                        .either(
                                "unknown, of the authenticator",
                                (seams, here) -> seams.authData(
                                        data -> data.with(AuthData.ED).withExtensions(Octets.extensions(8))))
                        .either(
                                "of 100 kB",
                                (seams, here) -> seams.authData(
                                        data -> data.with(AuthData.ED).withExtensions(Octets.extensions(100_000)))));
    }

    private static Probe clientData() {
        return probe("R-36", MEDIUM, "Client data written in unusual ways", 5)
                .source(Source.webAuthn("§5.8.1.2", "clientdatajson-verification"))
                .tags("CWE-436", "ASVS 1.5.3")
                .correct(
                        "Takes unknown members and any order, a BOM or not; refuses doubled members and what is not UTF-8.")
                .fix("Decode as UTF-8 strictly, then parse with detection of doubled members.")
                .defects("webauthn.form-not-checked", "error.crash-on-malformed")
                .trial(registration()
                        .either("a BOM", (seams, here) -> seams.clientDataBytes(Octets::withBom))
                        .taken(
                                "an unknown member",
                                (seams, here) ->
                                        seams.clientDataBytes(data -> Octets.withMember(data, "\"extra\":[1]")))
                        .taken("members in another order", (seams, here) -> seams.clientDataBytes(Octets::reordered))
                        .unreadable(
                                "the challenge twice", (seams, here) -> seams.clientDataBytes(Octets::doubledChallenge))
                        .unreadable("not UTF-8", (seams, here) -> seams.clientDataBytes(Octets::notUtf8)));
    }

    private static Probe json() {
        RegistrationTrial trial = registration();
        for (String member :
                List.of("id", "rawId", "type", "response", "response/clientDataJSON", "response/attestationObject")) {
            trial.unreadable(
                            member + " missing",
                            (seams, here) ->
                                    seams.json(json -> parent(json, member).remove(leaf(member))))
                    .unreadable(
                            member + " null",
                            (seams, here) ->
                                    seams.json(json -> parent(json, member).putNull(leaf(member))))
                    .unreadable(
                            member + " a number",
                            (seams, here) ->
                                    seams.json(json -> parent(json, member).put(leaf(member), 7)))
                    .unreadable(
                            member + " empty",
                            (seams, here) ->
                                    seams.json(json -> parent(json, member).put(leaf(member), "")));
        }
        trial.unreadable("another type", (seams, here) -> seams.json(Mutations.put("type", "password")))
                .unreadable("nothing", (seams, here) -> seams.body(text -> ""))
                .unreadable("no object", (seams, here) -> seams.body(text -> "[]"))
                .unreadable("cut off", (seams, here) -> seams.body(text -> text.substring(0, text.length() / 2)));
        return probe("R-38", LOW, "Members that are missing, null, empty or of another type", 1)
                .source(Source.webAuthn("§5.1.8", "dictdef-registrationresponsejson"))
                .tags("CWE-20", "ASVS 16.5.1")
                .correct("Refuses with 4xx or a page of its own, never 5xx.")
                .fix("Bind the response to a type and answer what does not fit with 400.")
                .defects("error.crash-on-malformed", "webauthn.form-not-checked")
                .trial(trial);
    }

    private static ObjectNode parent(ObjectNode json, String member) {
        return member.contains("/") ? json.withObject("/response") : json;
    }

    private static String leaf(String member) {
        return member.substring(member.indexOf('/') + 1);
    }
}
