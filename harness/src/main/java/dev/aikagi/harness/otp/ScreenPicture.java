package dev.aikagi.harness.otp;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.random.RandomGenerator;

/**
 * A screenshot as a browser extension takes it: a QR code on a page in a window, among other things.
 *
 * @param qr where in the picture the code stands, its own margin included
 */
public record ScreenPicture(BufferedImage picture, Rectangle qr) {
    private static final int BAR = 72;
    private static final int COLUMN = 420;
    private static final int MARGIN = 32;
    private static final double[] SCALES = {1, 1.25, 1.5, 2};

    /**
     * Paints a screen around a code: scaled as screens scale, at a place that chance gives. There is no text, which would
     * hang on the fonts of this machine.
     *
     * @param qr with its quiet zone, at least 2 pixels a module
     */
    public static ScreenPicture around(BufferedImage qr, RandomGenerator random) {
        double scale = SCALES[random.nextInt(SCALES.length)];
        int width = (int) Math.round(qr.getWidth() * scale);
        int height = (int) Math.round(qr.getHeight() * scale);
        var screen = new BufferedImage(
                COLUMN + width + 4 * MARGIN + 200 + random.nextInt(200),
                BAR + height + 4 * MARGIN + 300 + random.nextInt(200),
                BufferedImage.TYPE_INT_RGB);
        int x = COLUMN + 2 * MARGIN + random.nextInt(200);
        int y = BAR + 2 * MARGIN + random.nextInt(200);
        var place = new Rectangle(x, y, width, height);
        Graphics2D graphics = screen.createGraphics();
        try {
            paintWindow(graphics, screen);
            paintColumn(graphics, screen.getHeight(), random);
            paintBarcode(graphics, screen, random);
            paintCode(graphics, qr, place);
        } finally {
            graphics.dispose();
        }
        return new ScreenPicture(screen, place);
    }

    private static void paintWindow(Graphics2D graphics, BufferedImage screen) {
        graphics.setColor(new Color(0xe8, 0xee, 0xf4));
        graphics.fillRect(0, 0, screen.getWidth(), screen.getHeight());
        graphics.setColor(new Color(0x3b, 0x42, 0x52));
        graphics.fillRect(0, 0, screen.getWidth(), BAR);
        Color[] buttons = {new Color(0xff, 0x5f, 0x57), new Color(0xfe, 0xbc, 0x2e), new Color(0x28, 0xc8, 0x40)};
        for (int i = 0; i < buttons.length; i++) {
            graphics.setColor(buttons[i]);
            graphics.fillOval(16 + 24 * i, 10, 14, 14);
        }
        graphics.setColor(Color.WHITE);
        graphics.fillRoundRect(100, 34, screen.getWidth() - 200, 28, 14, 14);
    }

    /** Lines of text, as bars, and a block of noise like a photograph. */
    private static void paintColumn(Graphics2D graphics, int height, RandomGenerator random) {
        graphics.setColor(new Color(0x4c, 0x56, 0x6a));
        for (int y = BAR + MARGIN; y < BAR + 200; y += 26) {
            graphics.fillRect(MARGIN, y, 120 + random.nextInt(COLUMN - 160), 12);
        }
        for (int x = MARGIN; x < MARGIN + 160; x += 4) {
            for (int y = BAR + 220; y < Math.min(BAR + 380, height); y += 4) {
                graphics.setColor(new Color(random.nextInt(1 << 24)));
                graphics.fillRect(x, y, 4, 4);
            }
        }
    }

    /** Another code, that is none of ours: the bars of a shop's. */
    private static void paintBarcode(Graphics2D graphics, BufferedImage screen, RandomGenerator random) {
        int top = screen.getHeight() - 90;
        graphics.setColor(Color.WHITE);
        graphics.fillRect(COLUMN, top, 260, 70);
        graphics.setColor(Color.BLACK);
        for (int x = COLUMN + 10; x < COLUMN + 245; ) {
            int bar = 1 + random.nextInt(4);
            graphics.fillRect(x, top + 8, bar, 54);
            x += bar + 1 + random.nextInt(4);
        }
    }

    private static void paintCode(Graphics2D graphics, BufferedImage qr, Rectangle place) {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(place.x - MARGIN, place.y - MARGIN, place.width + 2 * MARGIN, place.height + 2 * MARGIN);
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.drawImage(qr, place.x, place.y, place.width, place.height, null);
    }
}
