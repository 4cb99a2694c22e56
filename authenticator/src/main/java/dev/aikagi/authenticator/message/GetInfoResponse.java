package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CTAP 2.1 §6.4 response to authenticatorGetInfo.
 *
 * @param aaguid 16 bytes
 * @param maxMsgSize in bytes
 * @param remainingDiscoverableCredentials how many more the key could hold
 */
public record GetInfoResponse(
        List<String> versions,
        List<String> extensions,
        Bytes aaguid,
        Map<String, Boolean> options,
        int maxMsgSize,
        int maxCredentialCountInList,
        int maxCredentialIdLength,
        List<String> transports,
        List<CoseAlgorithm> algorithms,
        int firmwareVersion,
        int remainingDiscoverableCredentials,
        List<String> attestationFormats,
        Optional<Pin> pin,
        Optional<Integer> maxLargeBlobs,
        Optional<Integer> maxCredBlob,
        Optional<Integer> maxMinPinLengthReaders) {
    /**
     * What there is to say where there is a PIN.
     *
     * @param protocols the preferred one first
     * @param minLength in code points
     * @param uvAttempts how often a platform should ask for a finger before it asks for the PIN
     */
    public record Pin(List<Integer> protocols, boolean forceChange, int minLength, int uvAttempts) {}

    public Bytes encode() {
        CborMapBuilder members = new CborMapBuilder()
                .put(0x01, texts(versions))
                .put(0x03, CborValue.of(aaguid))
                .put(0x04, optionMap())
                .put(0x05, CborValue.of(maxMsgSize))
                .put(0x07, CborValue.of(maxCredentialCountInList))
                .put(0x08, CborValue.of(maxCredentialIdLength))
                .put(0x09, texts(transports))
                .put(0x0A, parameters())
                .put(0x0E, CborValue.of(firmwareVersion))
                .put(0x14, CborValue.of(remainingDiscoverableCredentials))
                .put(0x16, texts(attestationFormats));
        putWhatNotAllHave(members);
        return CborWriter.write(members.build());
    }

    private void putWhatNotAllHave(CborMapBuilder members) {
        if (!extensions.isEmpty()) {
            members.put(0x02, texts(extensions));
        }
        members.put(0x06, pin.map(GetInfoResponse::protocols))
                .put(0x0B, maxLargeBlobs.map(CborValue::of))
                .put(0x0C, pin.map(one -> CborValue.of(one.forceChange())))
                .put(0x0D, pin.map(one -> CborValue.of(one.minLength())))
                .put(0x0F, maxCredBlob.map(CborValue::of))
                .put(0x10, maxMinPinLengthReaders.map(CborValue::of))
                .put(0x11, pin.map(one -> CborValue.of(one.uvAttempts())));
    }

    private CborValue optionMap() {
        CborMapBuilder map = new CborMapBuilder();
        options.forEach((name, value) -> map.put(name, CborValue.of((boolean) value)));
        return map.build();
    }

    private CborValue parameters() {
        return CborValue.of(algorithms.stream().map(GetInfoResponse::parameter).toList());
    }

    private static CborValue protocols(Pin pin) {
        return CborValue.of(pin.protocols().stream().map(CborValue::of).toList());
    }

    private static CborValue texts(List<String> texts) {
        return CborValue.of(texts.stream().map(CborValue::of).toList());
    }

    private static CborValue parameter(CoseAlgorithm algorithm) {
        return new CborMapBuilder()
                .put("alg", CborValue.of(algorithm.id()))
                .put("type", CborValue.of(CredentialDescriptor.PUBLIC_KEY))
                .build();
    }
}
