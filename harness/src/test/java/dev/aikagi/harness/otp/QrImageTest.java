package dev.aikagi.harness.otp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class QrImageTest {
    private static final String TEXT = "otpauth://totp/KOSMO%20Web:taro?secret=GEZDGNBVGY3TQOJQ&issuer=KOSMO%20Web";

    @Test
    void fromDataUri_spaceAfterTheComma_isRead() throws Exception {
        var png = new ByteArrayOutputStream();
        ImageIO.write(qr(246), "png", png);
        String source = "data:image/png;base64, " + Base64.getEncoder().encodeToString(png.toByteArray());

        assertEquals(TEXT, QrImage.read(QrImage.fromDataUri(source)));
    }

    @Test
    void read_regionOfAScreen_isReadAndTheWrongRegionRefused() throws Exception {
        BufferedImage screen = screenWithQrAt(700, 300);

        assertEquals(TEXT, QrImage.read(screen, new Rectangle(680, 280, 300, 300)));
        assertRefused("no QR code", () -> QrImage.read(screen, new Rectangle(50, 50, 300, 200)));
        assertRefused("no QR code", () -> QrImage.read(screen, new Rectangle(700, 300, 120, 246)));
        assertRefused("not within", () -> QrImage.read(screen, new Rectangle(1000, 600, 300, 300)));
    }

    /** A plain look with zxing misses some of these: which, the next test shows. */
    @Test
    void read_manyCodes_missesNone() throws Exception {
        Random random = new Random(2);
        int missedByAPlainLook = 0;
        for (int i = 0; i < 400; i++) {
            String text = TEXT.replace("GEZDGNBVGY3TQOJQ", secret(random)) + "&algorithm=SHA1&digits=6&period=30";
            BufferedImage picture = picture(new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 300, 300));

            assertEquals(text, QrImage.read(picture));
            missedByAPlainLook += plainLook(picture) ? 0 : 1;
        }
        assertTrue(missedByAPlainLook > 0, "the other looks were not needed: take them out");
    }

    @Test
    void read_aCodeWithAHole_isDamaged() throws Exception {
        BufferedImage picture = qr(246);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(100, 100, 90, 90);
        graphics.dispose();

        assertRefused("damaged", () -> QrImage.read(picture));
    }

    @Test
    void decode_whatIsNoPicture_saysSo() {
        assertRefused("not a picture", () -> QrImage.decodePng(new byte[] {1, 2, 3}));
        assertRefused("not a data:", () -> QrImage.fromDataUri("/qr.png"));
        assertRefused("base64 is broken", () -> QrImage.fromDataUri("data:image/png;base64,%%%"));
    }

    private static boolean plainLook(BufferedImage picture) {
        int size = picture.getWidth();
        int[] pixels = picture.getRGB(0, 0, size, size, null, 0, size);
        try {
            new QRCodeReader()
                    .decode(
                            new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(size, size, pixels))),
                            Map.of(DecodeHintType.TRY_HARDER, true));
            return true;
        } catch (ReaderException e) {
            return false;
        }
    }

    private static String secret(Random random) {
        StringBuilder secret = new StringBuilder();
        for (int i = 0; i < 32; i++) {
            secret.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(random.nextInt(32)));
        }
        return secret.toString();
    }

    private static void assertRefused(String reason, org.junit.jupiter.api.function.Executable attempt) {
        var refused = assertThrows(OtpAuthException.class, attempt);
        assertTrue(refused.getMessage().contains(reason), refused::getMessage);
    }

    private static BufferedImage screenWithQrAt(int x, int y) throws Exception {
        BufferedImage screen = new BufferedImage(1200, 800, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = screen.createGraphics();
        graphics.setColor(new Color(0xdd, 0xe6, 0xf0));
        graphics.fillRect(0, 0, 1200, 800);
        graphics.setColor(Color.DARK_GRAY);
        graphics.fillRect(0, 0, 1200, 40);
        graphics.fillRect(60, 120, 400, 18);
        graphics.fillRect(60, 160, 360, 18);
        graphics.drawImage(qr(246), x, y, null);
        graphics.dispose();
        return screen;
    }

    private static BufferedImage qr(int size) throws Exception {
        return picture(new QRCodeWriter().encode(TEXT, BarcodeFormat.QR_CODE, size, size));
    }

    private static BufferedImage picture(BitMatrix matrix) {
        int size = matrix.getWidth();
        BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_BINARY);
        for (int x = 0; x < size; x++) {
            for (int y = 0; y < size; y++) {
                picture.setRGB(x, y, matrix.get(x, y) ? 0xff000000 : 0xffffffff);
            }
        }
        return picture;
    }
}
