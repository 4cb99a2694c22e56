package dev.aikagi.harness.device;

import java.io.IOException;

/** {@code pcsc} and {@code pcsc:READER}: the card in a reader of this machine, the only one if none is named. */
record PcscKeyName(String reader) implements KeyName {
    static final String KIND = "pcsc";

    @Override
    public String text() {
        return reader.isEmpty() ? KIND : KIND + ":" + reader;
    }

    @Override
    public SecurityKey open(KeyContext context) throws IOException {
        return PcscKey.open(reader).writing(context.frames());
    }
}
