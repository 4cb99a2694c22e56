package dev.aikagi.harness.portal.reference;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;

/** The picture that an authenticator app scans: an otpauth URI (Google's Key Uri Format) as a QR code in PNG. */
final class OtpAuthQr {
    private static final String ISSUER = "健保ポータル";
    private static final int MODULE_PIXELS = 4;
    private static final byte BLACK = 0;
    private static final byte WHITE = -1;

    private OtpAuthQr() {}

    static String uri(String userId, String base32Secret) {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d"
                .formatted(
                        encode(ISSUER),
                        encode(userId),
                        base32Secret,
                        encode(ISSUER),
                        TotpVerifier.DIGITS,
                        TotpVerifier.PERIOD.toSeconds());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** With the quiet zone of four modules that the standard wants (ISO/IEC 18004 §6.3.8). */
    static String dataUri(String text) {
        return dataUri(text, 4);
    }

    /** With a quiet zone of so many modules. */
    static String dataUri(String text, int quietZone) {
        try {
            // Size 0: one pixel a module.
            BitMatrix modules = new QRCodeWriter()
                    .encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, quietZone));
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            if (!ImageIO.write(draw(modules), "png", png)) {
                throw new IllegalStateException("every JDK writes PNG");
            }
            return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
        } catch (WriterException e) {
            throw new IllegalArgumentException("the URI does not fit into a QR code", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage draw(BitMatrix modules) {
        int width = modules.getWidth() * MODULE_PIXELS;
        int height = modules.getHeight() * MODULE_PIXELS;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = modules.get(x / MODULE_PIXELS, y / MODULE_PIXELS) ? BLACK : WHITE;
            }
        }
        return image;
    }
}
