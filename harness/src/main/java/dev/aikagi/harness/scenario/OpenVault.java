package dev.aikagi.harness.scenario;

import dev.aikagi.harness.otp.VaultException;
import java.io.IOException;

/** {@code open-vault}: the extension is locked and opened again, with the master password or a wrong one. */
record OpenVault(boolean rightPassword) implements Step {
    @Override
    public String run(Walk walk) throws VaultException, IOException {
        return walk.codes().openVault(rightPassword);
    }
}
