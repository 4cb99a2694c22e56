package dev.aikagi.harness.otp;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.EncodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/** A QR code in a picture: on a page, on a screen, in a saved file (ISO/IEC 18004). */
public final class QrImage {
    private static final Map<DecodeHintType, Object> HINTS =
            Map.of(DecodeHintType.TRY_HARDER, true, DecodeHintType.POSSIBLE_FORMATS, List.of(BarcodeFormat.QR_CODE));

    private static final int MODULE_PIXELS = 4;

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

    /** A text as a QR code, as large as screens show it, with the quiet zone of four modules. */
    public static BufferedImage draw(String text) {
        try {
            BitMatrix modules =
                    new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, 4));
            int size = modules.getWidth() * MODULE_PIXELS;
            var picture = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_BINARY);
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    picture.setRGB(x, y, modules.get(x / MODULE_PIXELS, y / MODULE_PIXELS) ? 0x000000 : 0xffffff);
                }
            }
            return picture;
        } catch (WriterException e) {
            throw new IllegalArgumentException("the text does not fit into a QR code", e);
        }
    }

    /** The picture as a PNG file. */
    public static byte[] encodePng(BufferedImage picture) {
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            if (!ImageIO.write(picture, "png", png)) {
                throw new IllegalStateException("every JDK writes PNG");
            }
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
     * Reads the text of the one QR code in the picture. Of clean codes zxing misses about two in a hundred, mostly by
     * taking a pattern of the data for the alignment pattern; looked at from another side, or smaller, it finds them.
     *
     * @throws OtpAuthException if there is none, or it cannot be read
     */
    public static String read(BufferedImage picture) throws OtpAuthException {
        boolean found = false;
        for (BufferedImage view :
                List.of(picture, redrawn(picture, 1, 1), redrawn(picture, 0.5, 0), redrawn(picture, 0.5, 1))) {
            try {
                return decode(view);
            } catch (NotFoundException e) {
                // The next look may find one.
            } catch (ReaderException e) {
                found = true;
            }
        }
        throw new OtpAuthException(
                found
                        ? "the QR code is damaged"
                        : "there is no QR code in the picture of %d×%d pixels"
                                .formatted(picture.getWidth(), picture.getHeight()));
    }

    private static String decode(BufferedImage picture) throws ReaderException {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
        var bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
        return new QRCodeReader().decode(bitmap, HINTS).getText();
    }

    /** Scaled, and turned by quarters. */
    private static BufferedImage redrawn(BufferedImage picture, double scale, int quarters) {
        int width = Math.max(1, (int) (picture.getWidth() * scale));
        int height = Math.max(1, (int) (picture.getHeight() * scale));
        boolean upright = quarters % 2 == 0;
        var view = new BufferedImage(upright ? width : height, upright ? height : width, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = view.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.translate(view.getWidth() / 2.0, view.getHeight() / 2.0);
            graphics.rotate(quarters * Math.PI / 2);
            graphics.drawImage(picture, -width / 2, -height / 2, width, height, null);
        } finally {
            graphics.dispose();
        }
        return view;
    }
}
