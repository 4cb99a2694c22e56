package dev.aikagi.harness.probe.totp;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/**
 * How a QR code is drawn, measured at its upper left finder pattern, which is seven modules wide (ISO/IEC 18004 §6.3.3).
 *
 * @param module pixels of one module
 * @param quietZone modules of rim, where it is narrowest
 * @param contrast between the darkest and the lightest pixel, 0 to 255
 */
record QrDrawing(double module, double quietZone, int contrast) {
    private static final double FINDER = 7;
    /** ISO/IEC 18004 §6.3.8. */
    private static final double LEAST_QUIET_ZONE = 4;
    /** Below that, cameras blur modules into one another. */
    private static final double LEAST_MODULE = 2;

    private static final int LEAST_CONTRAST = 128;

    static QrDrawing of(BufferedImage picture) {
        int darkest = 255;
        int lightest = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int light = light(picture, x, y);
                darkest = Math.min(darkest, light);
                lightest = Math.max(lightest, light);
            }
        }
        int middle = (darkest + lightest) / 2;
        Rectangle code = dark(picture, middle);
        int run = 0;
        while (code.x + run < picture.getWidth() && light(picture, code.x + run, code.y) <= middle) {
            run++;
        }
        int rim = Math.min(
                Math.min(code.x, code.y),
                Math.min(picture.getWidth() - code.x - code.width, picture.getHeight() - code.y - code.height));
        double module = run / FINDER;
        return new QrDrawing(module, module == 0 ? 0 : rim / module, lightest - darkest);
    }

    private static Rectangle dark(BufferedImage picture, int middle) {
        Rectangle code = new Rectangle(-1, -1);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                if (light(picture, x, y) <= middle) {
                    code.add(new Rectangle(x, y, 1, 1));
                }
            }
        }
        return code;
    }

    private static int light(BufferedImage picture, int x, int y) {
        int rgb = picture.getRGB(x, y);
        return ((rgb >> 16 & 0xFF) * 299 + (rgb >> 8 & 0xFF) * 587 + (rgb & 0xFF) * 114) / 1000;
    }

    boolean isScannable() {
        return module >= LEAST_MODULE && quietZone >= LEAST_QUIET_ZONE && contrast >= LEAST_CONTRAST;
    }

    @Override
    public String toString() {
        return "%.1f pixels a module, a rim of %.1f modules, contrast %d of 255".formatted(module, quietZone, contrast);
    }
}
