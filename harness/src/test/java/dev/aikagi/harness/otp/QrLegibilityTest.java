package dev.aikagi.harness.otp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes drawn too small, too near to something, too faint. */
class QrLegibilityTest {
    private static final String TEXT = "otpauth://totp/KOSMO%20Web:taro?secret=GEZDGNBVGY3TQOJQ&issuer=KOSMO%20Web";

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7})
    void code_drawnWell_hasNoRemark(int pixels) throws Exception {
        assertEquals(List.of(), remarks(drawn(4, pixels, Color.BLACK, Color.WHITE)));
    }

    @Test
    void code_onAScreen_hasNoRemark() throws Exception {
        RandomGenerator random = new Random(3);
        for (int i = 0; i < 20; i++) {
            ScreenPicture screen = ScreenPicture.around(QrImage.draw(TEXT), random);

            QrLegibility legibility = QrLegibility.of(screen.picture(), screen.qr());

            assertEquals(List.of(), legibility.remarks(), legibility::toString);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 4 | the QR code has 0 clear modules around it, and needs 4",
                "1 | 5 | the QR code has 1 clear modules around it, and needs 4",
                "3 | 4 | the QR code has 3 clear modules around it, and needs 4"
            })
    void code_drawnTooNarrow_isRemarkedOn(int margin, int pixels, String remark) throws Exception {
        assertEquals(List.of(remark), remarks(drawn(margin, pixels, Color.BLACK, Color.WHITE)));
    }

    @Test
    void code_shrunk_isRemarkedOn() throws Exception {
        BufferedImage large = drawn(4, 9, Color.BLACK, Color.WHITE);
        int size = large.getWidth() / 5;
        var picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(large, 0, 0, size, size, null);
        graphics.dispose();

        assertEquals(List.of("the QR code has 1.8 pixels a module, and should have 2"), remarks(picture));
    }

    /** Then a phone is no better off. */
    @Test
    void code_tooSmallToMeasure_isRefused() {
        assertThrows(OtpAuthException.class, () -> remarks(drawn(4, 1, Color.BLACK, Color.WHITE)));
    }

    @Test
    void code_faint_isRemarkedOn() throws Exception {
        assertEquals(
                List.of("the QR code has a contrast of 31 %, and should have 40 %"),
                remarks(drawn(4, 4, new Color(0x90, 0x90, 0x90), new Color(0xe0, 0xe0, 0xe0))));
    }

    /** A line of text that runs into the quiet zone, three modules from the code. */
    @Test
    void code_somethingInItsQuietZone_isRemarkedOn() throws Exception {
        BufferedImage picture = drawn(6, 4, Color.BLACK, Color.WHITE);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.BLACK);
        graphics.fillRect(0, 0, picture.getWidth(), 3 * 4);
        graphics.dispose();

        assertEquals(List.of("the QR code has 3 clear modules around it, and needs 4"), remarks(picture));
    }

    /** What a person selects is not the portal's quiet zone. */
    @Test
    void region_narrowerThanTheQuietZone_isNoRemark() throws Exception {
        BufferedImage picture = drawn(8, 4, Color.BLACK, Color.WHITE);
        int size = picture.getWidth() - 2 * 28;

        assertEquals(
                List.of(),
                QrLegibility.of(picture, new Rectangle(28, 28, size, size)).remarks());
    }

    @Test
    void picture_withoutACode_isRefused() {
        var empty = new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB);

        assertThrows(OtpAuthException.class, () -> remarks(empty));
    }

    private static List<String> remarks(BufferedImage picture) throws OtpAuthException {
        return QrLegibility.of(picture, new Rectangle(picture.getWidth(), picture.getHeight()))
                .remarks();
    }

    private static BufferedImage drawn(int margin, int pixels, Color dark, Color light) throws Exception {
        BitMatrix modules =
                new QRCodeWriter().encode(TEXT, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, margin));
        int size = modules.getWidth() * pixels;
        var picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                picture.setRGB(x, y, (modules.get(x / pixels, y / pixels) ? dark : light).getRGB());
            }
        }
        return picture;
    }
}
