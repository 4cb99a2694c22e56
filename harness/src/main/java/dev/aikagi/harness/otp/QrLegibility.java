package dev.aikagi.harness.otp;

import com.google.zxing.Binarizer;
import com.google.zxing.DecodeHintType;
import com.google.zxing.FormatException;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ResultPoint;
import com.google.zxing.common.DetectorResult;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.detector.Detector;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How well other apps can scan a QR code in a picture: its quiet zone, the size of its modules, its contrast. Of a code
 * that stands askew only the latter two are measured.
 *
 * @param quietModules the clear modules around it, 4 where there are more
 * @param modulePixels the edge of a module
 * @param contrast of dark and light modules, as a share of full reflectance; 0.7 is grade A of ISO/IEC 15415, 0.4 grade C
 */
public record QrLegibility(int quietModules, double modulePixels, double contrast) {
    /** ISO/IEC 18004 §6.3.8. */
    private static final int QUIET_ZONE = 4;

    /** Screens and pictures smaller than that lose modules when they are scaled. */
    private static final double SMALLEST_MODULE = 2;

    private static final double FAINTEST = 0.4;

    /** From the middle of a finder pattern to the symbol's edge. ISO/IEC 18004 §6.3.3. */
    private static final double FINDER_REACH = 3.5;

    private static final double SLANT = 0.1;

    /** Measures the code in a region of a picture; for its quiet zone the whole picture counts. */
    public static QrLegibility of(BufferedImage picture, Rectangle region) throws OtpAuthException {
        int[] pixels = picture.getRGB(region.x, region.y, region.width, region.height, null, 0, region.width);
        var source = new RGBLuminanceSource(region.width, region.height, pixels);
        for (Binarizer binarizer : List.of(new HybridBinarizer(source), new GlobalHistogramBinarizer(source))) {
            try {
                Detector detector = new Detector(binarizer.getBlackMatrix());
                return measured(picture, region, detector.detect(Map.of(DecodeHintType.TRY_HARDER, true)));
            } catch (NotFoundException | FormatException e) {
                // Seen with one threshold for all of it, a faint code may be found.
            }
        }
        throw new OtpAuthException("the QR code is hard to find in the picture");
    }

    /** Why a phone may not take the code; empty if it will. */
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (quietModules < QUIET_ZONE) {
            remarks.add("the QR code has %d clear modules around it, and needs %d".formatted(quietModules, QUIET_ZONE));
        }
        if (modulePixels < SMALLEST_MODULE) {
            remarks.add("the QR code has %.1f pixels a module, and should have %.0f"
                    .formatted(modulePixels, SMALLEST_MODULE));
        }
        if (contrast < FAINTEST) {
            remarks.add("the QR code has a contrast of %.0f %%, and should have %.0f %%"
                    .formatted(contrast * 100, FAINTEST * 100));
        }
        return List.copyOf(remarks);
    }

    private static QrLegibility measured(BufferedImage picture, Rectangle region, DetectorResult found) {
        ResultPoint lowerLeft = found.getPoints()[0];
        ResultPoint upperLeft = found.getPoints()[1];
        ResultPoint upperRight = found.getPoints()[2];
        double module =
                ResultPoint.distance(upperLeft, upperRight) / (found.getBits().getWidth() - 2 * FINDER_REACH);
        double reach = FINDER_REACH * module;
        double size = module * found.getBits().getWidth();
        double left = region.x + upperLeft.getX() - reach;
        double top = region.y + upperLeft.getY() - reach;
        int[] luminances =
                luminances(picture, new Rectangle((int) left, (int) top, (int) Math.ceil(size), (int) Math.ceil(size)));
        int dark = luminances[luminances.length / 20];
        int light = luminances[luminances.length - 1 - luminances.length / 20];
        boolean upright = Math.abs(upperRight.getY() - upperLeft.getY()) < module * SLANT * FINDER_REACH
                && Math.abs(lowerLeft.getX() - upperLeft.getX()) < module * SLANT * FINDER_REACH;
        int quiet = QUIET_ZONE;
        while (upright
                && quiet > 0
                && !clear(picture, new Frame(left, top, size, module * quiet), (dark + light) / 2)) {
            quiet--;
        }
        return new QrLegibility(quiet, module, (light - dark) / 255.0);
    }

    /** Whether everything around the symbol is there, and light; half a module at its edge is left to blurred pictures. */
    private static boolean clear(BufferedImage picture, Frame frame, int threshold) {
        Rectangle outer = frame.outer();
        Rectangle inner = frame.inner();
        if (!new Rectangle(picture.getWidth(), picture.getHeight()).contains(outer)) {
            return false;
        }
        for (int y = outer.y; y < outer.y + outer.height; y++) {
            for (int x = outer.x; x < outer.x + outer.width; x++) {
                if (!inner.contains(x, y) && luminance(picture.getRGB(x, y)) < threshold) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int[] luminances(BufferedImage picture, Rectangle where) {
        Rectangle seen = where.intersection(new Rectangle(picture.getWidth(), picture.getHeight()));
        int[] pixels = picture.getRGB(seen.x, seen.y, seen.width, seen.height, null, 0, seen.width);
        return Arrays.stream(pixels).map(QrLegibility::luminance).sorted().toArray();
    }

    /** ITU-R BT.601. */
    private static int luminance(int rgb) {
        return (299 * (rgb >> 16 & 0xff) + 587 * (rgb >> 8 & 0xff) + 114 * (rgb & 0xff)) / 1000;
    }

    /** What is around a symbol, so many pixels wide. */
    private record Frame(double left, double top, double size, double width) {
        Rectangle outer() {
            // What is measured is a pixel off at times.
            return grown(width - 1);
        }

        Rectangle inner() {
            return grown(1);
        }

        private Rectangle grown(double by) {
            int edge = (int) Math.round(size + 2 * by);
            return new Rectangle((int) Math.round(left - by), (int) Math.round(top - by), edge, edge);
        }
    }
}
