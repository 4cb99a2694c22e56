package dev.aikagi.authenticator.extension;

import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.credential.CredentialExtras;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The extensions that a key knows; inputs of others are ignored, and whatever was not asked for is not answered. */
public final class Extensions {
    private final List<Extension> known;

    public Extensions(List<Extension> known) {
        this.known = List.copyOf(known);
    }

    public List<String> identifiers() {
        return known.stream().map(Extension::identifier).toList();
    }

    /** What they attach to the credential about to be made. */
    public CredentialExtras attach(CborValue.Map inputs, Extension.Making making) {
        CredentialExtras extras = CredentialExtras.NONE;
        for (Extension extension : known) {
            Optional<CborValue> input = input(inputs, extension);
            if (input.isPresent()) {
                extras = extension.attach(input.get(), extras, making);
            }
        }
        return extras;
    }

    /** The outputs for a credential that was made. */
    public CborValue.Map made(CborValue.Map inputs, CredentialExtras extras, Extension.Making making) {
        return outputs(inputs, (extension, input) -> extension.made(input, extras, making));
    }

    /** Likewise, beside what is signed. */
    public CborValue.Map madeUnsigned(CborValue.Map inputs, Extension.Making making) {
        return outputs(inputs, (extension, input) -> extension.madeUnsigned(input, making));
    }

    /** The outputs for a credential that is used. */
    public CborValue.Map used(CborValue.Map inputs, PublicKeyCredentialSource credential, Extension.Using using) {
        return outputs(inputs, (extension, input) -> extension.used(input, credential, using));
    }

    /** Likewise, beside what is signed. */
    public CborValue.Map usedUnsigned(
            CborValue.Map inputs, PublicKeyCredentialSource credential, Extension.Using using) {
        return outputs(inputs, (extension, input) -> extension.usedUnsigned(input, credential, using));
    }

    private CborValue.Map outputs(CborValue.Map inputs, BiFunction<Extension, CborValue, Optional<CborValue>> output) {
        CborMapBuilder outputs = new CborMapBuilder();
        for (Extension extension : known) {
            input(inputs, extension)
                    .flatMap(input -> output.apply(extension, input))
                    .ifPresent(value -> outputs.put(extension.identifier(), value));
        }
        return outputs.build();
    }

    private static Optional<CborValue> input(CborValue.Map inputs, Extension extension) {
        return Optional.ofNullable(inputs.entries().get(CborValue.of(extension.identifier())));
    }
}
