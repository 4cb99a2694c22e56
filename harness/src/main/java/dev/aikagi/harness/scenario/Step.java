package dev.aikagi.harness.scenario;

import dev.aikagi.harness.otp.OtpAuthException;
import dev.aikagi.harness.otp.VaultException;
import dev.aikagi.harness.webauthn.WebAuthnException;
import java.io.IOException;

/** One verb of the manual. */
sealed interface Step
        permits AcceptTerms,
                ChooseMethod,
                ConfirmBirthDate,
                ConfirmMail,
                ConfirmTotp,
                EnrolPasskey,
                ImportPicture,
                MoveKey,
                NameDevice,
                OpenPage,
                OpenVault,
                ReceiveMailCode,
                RegisterMail,
                Reload,
                RequireMethod,
                ResendMail,
                RestartBrowser,
                ScanQr,
                SelectRegion,
                SetPassword,
                SignIn,
                SignInWithPasskey,
                SignOut,
                TypeCode,
                TypeKey,
                TypeMailCode,
                Wait,
                WaitForNextCode {
    /**
     * Does it.
     *
     * @return what was seen, a few words
     * @throws StepFailedException if the portal does something else
     * @throws WebAuthnException if client or key refuse
     * @throws OtpAuthException if no authenticator app could take what the portal gives
     * @throws VaultException if the vault refuses
     * @throws IOException if something between us broke
     */
    String run(Walk walk) throws StepFailedException, WebAuthnException, OtpAuthException, VaultException, IOException;
}
