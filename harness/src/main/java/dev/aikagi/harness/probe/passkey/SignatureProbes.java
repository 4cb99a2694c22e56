package dev.aikagi.harness.probe.passkey;

import static dev.aikagi.harness.probe.Severity.CRITICAL;
import static dev.aikagi.harness.probe.Severity.HIGH;
import static dev.aikagi.harness.probe.passkey.AuthenticationProbes.probe;
import static dev.aikagi.harness.probe.passkey.SignInTrial.signIn;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Source;
import java.math.BigInteger;
import java.util.List;

/** The rows of A that are about the signature. */
final class SignatureProbes {
    private static final Source FORMATS = Source.webAuthn("§6.5.5", "sctn-signature-attestation-types");
    private static final int VERIFIED = 21;

    List<Probe> probes() {
        return List.of(flipped(), malformed(), elsewhere(), degenerate(), otherKey());
    }

    private static Probe flipped() {
        return probe("A-18", CRITICAL, "One bit of the signature is flipped", VERIFIED)
                .tags("CWE-347")
                .correct("Refuses: the signature is wrong.")
                .fix("Verify the signature with the stored key.")
                .defects("webauthn.signature-not-checked")
                .trial(signIn().refused(
                                "",
                                (seams, here) -> seams.signature((key, data) -> Mutations.flipLast(key.sign(data)))));
    }

    private static Probe malformed() {
        return probe("A-19", CRITICAL, "Signatures that are none", VERIFIED)
                .source(FORMATS)
                .tags("CWE-347", "CWE-20")
                .correct("Refuses each without breaking; a high s is as good as a low one.")
                .fix("Verify the DER signature as it is, and treat every failure as a refusal.")
                .defects("webauthn.signature-not-checked")
                .trial(signIn().unreadable("empty", (seams, here) -> seams.signature((key, data) -> Bytes.EMPTY))
                        .unreadable("72 zeros", (seams, here) -> seams.signature((key, data) -> Bytes.of(new byte[72])))
                        .unreadable(
                                "cut off",
                                (seams, here) -> seams.signature((key, data) -> {
                                    Bytes right = key.sign(data);
                                    return right.slice(0, right.size() / 2);
                                }))
                        .unreadable(
                                "with bytes after the end",
                                (seams, here) -> seams.signature(
                                        (key, data) -> Bytes.concat(key.sign(data), Bytes.of((byte) 0, (byte) 0))))
                        .unreadable(
                                "r and s side by side",
                                (seams, here) -> seams.signature((key, data) -> ((EcKey) key).signRaw(data)))
                        .taken(
                                "with a high s",
                                (seams, here) -> seams.signature((key, data) -> ((EcKey) key).signHighS(data))));
    }

    private static Probe elsewhere() {
        return probe("A-20", CRITICAL, "A signature over something else", VERIFIED)
                .tags("CWE-347", "CWE-345")
                .correct("Refuses: the signature has to cover the authenticator data and the client data's own bytes.")
                .fix("Hash the client data as it came, before it is parsed; sign nothing that is written anew.")
                .defects("webauthn.signature-not-checked")
                .trial(signIn().refused(
                                "over the authenticator data alone",
                                (seams, here) -> seams.signed(data -> data.slice(0, AuthData.HEAD)))
                        .refused("over the client data in place of its hash", (seams, here) -> {
                            Bytes[] clientData = {Bytes.EMPTY};
                            seams.clientDataBytes(bytes -> {
                                clientData[0] = bytes;
                                return bytes;
                            });
                            seams.signed(data -> Bytes.concat(data.slice(0, AuthData.HEAD), clientData[0]));
                        })
                        .refused("over client data that is written anew", (seams, here) -> {
                            Bytes[] clientData = {Bytes.EMPTY};
                            seams.clientDataBytes(bytes -> {
                                clientData[0] = bytes;
                                return Octets.reordered(bytes);
                            });
                            seams.signed(
                                    data -> Bytes.concat(data.slice(0, AuthData.HEAD), Hash.sha256(clientData[0])));
                        }));
    }

    private static Probe degenerate() {
        return probe("A-21", CRITICAL, "ECDSA signatures of zero and of the order", VERIFIED)
                .source(Source.of("CVE-2022-21449", "https://nvd.nist.gov/vuln/detail/CVE-2022-21449"))
                .tags("CWE-347", "CVE-2022-21449")
                .correct("Refuses: r and s lie between 1 and the order less one.")
                .fix("Use a library in which CVE-2022-21449 is mended.")
                .defects("webauthn.signature-not-checked")
                .trial(signIn().refused(
                                "(0, 0)",
                                (seams, here) -> seams.signature(
                                        (key, data) -> ((EcKey) key).der(BigInteger.ZERO, BigInteger.ZERO)))
                        .refused(
                                "(n, n)",
                                (seams, here) ->
                                        seams.signature((key, data) -> ((EcKey) key).der(order(key), order(key)))));
    }

    private static BigInteger order(ForgedKey key) {
        return ((EcKey) key).order();
    }

    private static Probe otherKey() {
        return probe("A-22", HIGH, "A signature of another key or algorithm, announced in the response", VERIFIED)
                .tags("CWE-347", "CWE-757")
                .correct("Verifies with the stored key and its algorithm, whatever the response says.")
                .fix("Take key and algorithm from the credential record alone.")
                .defects("webauthn.signature-not-checked")
                .trial(signIn().refused("another P-256 key, its public half added", (seams, here) -> {
                            EcKey other = EcKey.generate(here.bench().random());
                            seams.signature((key, data) -> other.sign(data));
                            seams.json(json -> json.withObject("/response")
                                    .put("publicKey", Hash.base64Url(Bytes.concat(other.x(), other.y())))
                                    .put("publicKeyAlgorithm", -7));
                        })
                        .refused("P-384, announced as ES384", (seams, here) -> {
                            EcKey other = EcKey.generate(
                                    EcKey.Curve.P384, here.bench().random());
                            seams.signature((key, data) -> other.sign(data));
                            seams.json(json -> json.withObject("/response").put("publicKeyAlgorithm", -35));
                        }));
    }
}
