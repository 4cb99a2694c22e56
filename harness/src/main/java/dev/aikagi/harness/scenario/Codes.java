package dev.aikagi.harness.scenario;

import dev.aikagi.harness.otp.OathStore;
import dev.aikagi.harness.otp.OtpAuthException;
import dev.aikagi.harness.otp.OtpAuthUri;
import dev.aikagi.harness.otp.QrImage;
import dev.aikagi.harness.otp.ScreenPicture;
import dev.aikagi.harness.otp.VaultException;
import dev.aikagi.harness.otp.VaultStore;
import dev.aikagi.harness.portal.Page;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A walk's one-time passwords: on the smart card, in a browser extension's vault, in the mail. */
final class Codes implements AutoCloseable {
    private static final String PICTURE = "qr.png";

    private final KeyRing keys;
    private final Persona persona;
    private final InstantSource clock;
    private final SecureRandom random;
    private final EvidenceLog evidence;
    private final ScratchFolder folder = new ScratchFolder();

    private @Nullable String account;
    private @Nullable VaultStore vault;
    private Optional<String> typed = Optional.empty();
    private Optional<String> newestMail = Optional.empty();
    private Optional<String> earlierMail = Optional.empty();

    Codes(KeyRing keys, Persona persona, InstantSource clock, SecureRandom random, EvidenceLog evidence) {
        this.keys = keys;
        this.persona = persona;
        this.clock = clock;
        this.random = random;
        this.evidence = evidence;
    }

    /** Puts an account, as an app took it, on the card. */
    String addToCard(String app, OtpAuthUri uri) throws OtpAuthException, IOException {
        account = keys.traced("YKOATH PUT", () -> {
            try (OathStore store = keys.openOath(random)) {
                return store.put(uri);
            }
        });
        evidence.say(Lane.USER, "app-takes", app, uri);
        return evidence.words().of("added", account);
    }

    /** The Chrome extension: a region of the screen. */
    String readOffScreen(Page page, SelectRegion.Region region) throws OtpAuthException, IOException {
        ScreenPicture screen = ScreenPicture.around(QrImage.fromDataUri(page.place("qr")), random);
        Rectangle selected = region == SelectRegion.Region.AROUND_CODE ? screen.qr() : besides(screen);
        evidence.say(
                Lane.USER,
                "selects",
                selected.width,
                selected.height,
                selected.x,
                selected.y,
                screen.picture().getWidth(),
                screen.picture().getHeight());
        return addToCard(evidence.words().of("extension"), OtpAuthUri.parse(QrImage.read(screen.picture(), selected)));
    }

    /** The Edge extension: a saved PNG, a vault with a master password. */
    String importIntoVault(Page page, ImportPicture.Picture picture)
            throws OtpAuthException, VaultException, IOException {
        BufferedImage code = QrImage.fromDataUri(page.place("qr"));
        Path file = folder.path().resolve(PICTURE);
        ImageIO.write(picture == ImportPicture.Picture.SAVED_CODE ? code : withoutCode(code), "png", file.toFile());
        evidence.say(Lane.USER, "saves-picture");
        OtpAuthUri uri = OtpAuthUri.parse(QrImage.read(QrImage.decodePng(Files.readAllBytes(file))));
        Files.delete(file);
        if (vault == null) {
            vault = VaultStore.create(vaultFile(), persona.masterPassword().toCharArray(), random);
        }
        account = vault.put(uri);
        evidence.say(Lane.USER, "vault-size", Files.size(vaultFile()));
        return evidence.words().of("added", account);
    }

    /** Locks the vault and opens it again. */
    String openVault(boolean rightPassword) throws VaultException, IOException {
        String master = persona.masterPassword();
        String password = rightPassword ? master : master + "?";
        evidence.say(Lane.USER, "master-password");
        vault = VaultStore.open(vaultFile(), password.toCharArray(), random);
        return evidence.words().of("vault-opens", vault.names());
    }

    /** The code to type; a space that only helps the eye is taken out. */
    String choose(CodeChoice choice) throws OtpAuthException, VaultException, IOException {
        if (choice == CodeChoice.PREVIOUS) {
            return typed.orElseThrow(() -> new IllegalStateException("no code was typed before"));
        }
        String shown = shown();
        String code = VaultStore.typed(shown);
        if (choice == CodeChoice.WRONG) {
            return changed(code);
        }
        typed = Optional.of(code);
        return code;
    }

    void received(String code) {
        earlierMail = newestMail;
        newestMail = Optional.of(code);
    }

    String mailed(CodeChoice choice) {
        String newest = newestMail.orElseThrow(() -> new IllegalStateException("no mail with a code was received"));
        return switch (choice) {
            case CURRENT -> newest;
            case WRONG -> changed(newest);
            case PREVIOUS -> earlierMail.orElseThrow(() -> new IllegalStateException("only one mail was received"));
        };
    }

    @Override
    public void close() {
        folder.close();
    }

    private String shown() throws OtpAuthException, VaultException, IOException {
        String name = account;
        if (name == null) {
            throw new IllegalStateException("no account was added to an app");
        }
        if (vault != null) {
            String code = vault.code(name, clock.instant());
            evidence.say(Lane.USER, "code-shown");
            return code;
        }
        return keys.traced("YKOATH CALCULATE", () -> {
            try (OathStore store = keys.openOath(random)) {
                return store.code(name, clock.instant());
            }
        });
    }

    /** What stands left of the code. */
    private static Rectangle besides(ScreenPicture screen) {
        return new Rectangle(0, 0, screen.qr().x, screen.picture().getHeight());
    }

    private BufferedImage withoutCode(BufferedImage code) {
        ScreenPicture screen = ScreenPicture.around(code, random);
        Rectangle part = besides(screen);
        return screen.picture().getSubimage(part.x, part.y, part.width, part.height);
    }

    private Path vaultFile() throws IOException {
        return folder.path().resolve("vault");
    }

    private static String changed(String code) {
        char last = code.charAt(code.length() - 1);
        return code.substring(0, code.length() - 1) + (char) ('0' + (last - '0' + 5) % 10);
    }
}
