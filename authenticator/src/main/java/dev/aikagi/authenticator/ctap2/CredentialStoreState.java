package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import dev.aikagi.authenticator.credential.CredentialExtras;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.message.UserEntity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * CTAP 2.3 §6.4 credStoreState: 16 bytes that stay the same as long as what credential management would show does. They are
 * derived from that, so nothing has to be written down when a credential changes.
 */
final class CredentialStoreState {
    private static final int SIZE = 16;

    private final Key key;

    CredentialStoreState(Key key) {
        this.key = key;
    }

    Bytes now() {
        List<CborValue> all = new ArrayList<>();
        all.add(CborValue.of(key.state().now().secrets().identifier()));
        key.environment().credentials().all().forEach(credential -> all.add(shown(credential)));
        return SignedData.sha256(CborWriter.write(CborValue.of(all))).slice(0, SIZE);
    }

    private static CborValue shown(PublicKeyCredentialSource credential) {
        Optional<UserEntity> user = credential.user();
        CredentialExtras extras = credential.extras();
        return new CborMapBuilder()
                .put(1, CborValue.of(credential.id()))
                .put(2, CborValue.of(credential.rpId()))
                .put(3, user.map(known -> CborValue.of(known.id())))
                .put(4, user.flatMap(UserEntity::name).map(CborValue::of))
                .put(5, user.flatMap(UserEntity::displayName).map(CborValue::of))
                .put(6, CborValue.of(extras.protection()))
                .put(7, extras.largeBlobKey().map(CborValue::of))
                .put(8, CborValue.of(extras.thirdPartyPayment()))
                .build();
    }
}
