package dev.aikagi.harness.otp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScreenPictureTest {
    private static final String TEXT =
            "otpauth://totp/KOSMO%20Web:taro?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=KOSMO%20Web";

    @Test
    void around_anySeed_regionIsReadAndWrongRegionsAreNot() throws Exception {
        Set<Rectangle> places = new HashSet<>();
        for (int seed = 0; seed < 24; seed++) {
            ScreenPicture screen = ScreenPicture.around(qr(246), new Random(seed));
            Rectangle qr = screen.qr();
            places.add(qr);

            assertEquals(TEXT, QrImage.read(screen.picture(), qr), "seed " + seed);
            assertEquals(TEXT, QrImage.read(screen.picture(), grown(qr, 25)), "drawn by a hand, seed " + seed);
            assertRefused(screen, new Rectangle(0, 0, 420, screen.picture().getHeight()));
            assertRefused(screen, new Rectangle(qr.x, qr.y, qr.width / 2, qr.height));
            assertRefused(screen, new Rectangle(420, screen.picture().getHeight() - 90, 260, 70));
            assertRefused(screen, new Rectangle(screen.picture().getWidth() - 10, 0, 20, 20));
        }
        assertTrue(places.size() > 20, "chance moves it");
    }

    @Test
    void around_sameSeed_isTheSamePicture() throws Exception {
        BufferedImage one = ScreenPicture.around(qr(200), new Random(7)).picture();
        BufferedImage other = ScreenPicture.around(qr(200), new Random(7)).picture();

        assertArrayEquals(pixels(one), pixels(other));
    }

    private static int[] pixels(BufferedImage picture) {
        return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    }

    private static Rectangle grown(Rectangle region, int by) {
        return new Rectangle(region.x - by, region.y - by, region.width + 2 * by, region.height + 2 * by);
    }

    private static void assertRefused(ScreenPicture screen, Rectangle region) {
        var refused = assertThrows(OtpAuthException.class, () -> QrImage.read(screen.picture(), region));
        assertTrue(
                refused.getMessage().contains("no QR code")
                        || refused.getMessage().contains("damaged")
                        || refused.getMessage().contains("not within"),
                refused::getMessage);
    }

    private static BufferedImage qr(int size) throws Exception {
        BitMatrix matrix = new QRCodeWriter().encode(TEXT, BarcodeFormat.QR_CODE, size, size);
        BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_BINARY);
        for (int x = 0; x < size; x++) {
            for (int y = 0; y < size; y++) {
                picture.setRGB(x, y, matrix.get(x, y) ? 0xff000000 : 0xffffffff);
            }
        }
        return picture;
    }
}
