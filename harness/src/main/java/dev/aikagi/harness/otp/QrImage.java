package dev.aikagi.harness.otp;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/** A QR code in a picture: on a page, on a screen, in a saved file (ISO/IEC 18004). */
public final class QrImage {
    private static final Map<DecodeHintType, Object> HINTS =
            Map.of(DecodeHintType.TRY_HARDER, true, DecodeHintType.POSSIBLE_FORMATS, List.of(BarcodeFormat.QR_CODE));

    private QrImage() {}

    /**
     * Reads the picture out of an image's {@code src}; a space after the comma is let through, as Keycloak writes one.
     *
     * @throws OtpAuthException if it is no PNG in base64
     */
    public static BufferedImage fromDataUri(String source) throws OtpAuthException {
        String prefix = "data:image/png;base64,";
        if (!source.startsWith(prefix)) {
            throw new OtpAuthException("the image is not a " + prefix + " URI");
        }
        try {
            return decodePng(
                    Base64.getDecoder().decode(source.substring(prefix.length()).strip()));
        } catch (IllegalArgumentException e) {
            throw new OtpAuthException("the image's base64 is broken: " + e.getMessage());
        }
    }

    /**
     * Decodes a saved picture.
     *
     * @throws OtpAuthException if it is no picture
     */
    public static BufferedImage decodePng(byte[] png) throws OtpAuthException {
        try {
            return Optional.ofNullable(ImageIO.read(new ByteArrayInputStream(png)))
                    .orElseThrow(() -> new OtpAuthException("the file is not a picture"));
        } catch (IOException e) {
            throw new OtpAuthException("the picture is damaged: " + e.getMessage());
        }
    }

    /**
     * Reads the code off a selected region of a screen.
     *
     * @throws OtpAuthException if the region leaves the picture or shows no whole QR code
     */
    public static String read(BufferedImage screen, Rectangle region) throws OtpAuthException {
        Rectangle bounds = new Rectangle(screen.getWidth(), screen.getHeight());
        if (region.isEmpty() || !bounds.contains(region)) {
            throw new OtpAuthException("the region %d×%d at %d,%d is not within the picture of %d×%d"
                    .formatted(region.width, region.height, region.x, region.y, bounds.width, bounds.height));
        }
        return read(screen.getSubimage(region.x, region.y, region.width, region.height));
    }

    /**
     * Reads the text of the one QR code in the picture.
     *
     * @throws OtpAuthException if there is none, or it cannot be read
     */
    public static String read(BufferedImage picture) throws OtpAuthException {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
        var bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
        try {
            return new QRCodeReader().decode(bitmap, HINTS).getText();
        } catch (NotFoundException e) {
            throw new OtpAuthException("there is no QR code in the picture of " + width + "×" + height + " pixels");
        } catch (ReaderException e) {
            throw new OtpAuthException("the QR code is damaged");
        }
    }
}
