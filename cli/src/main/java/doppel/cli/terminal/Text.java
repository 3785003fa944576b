package doppel.cli.terminal;

import doppel.literal.JavaText;
import java.util.Locale;

/** Words for people. */
public final class Text {

    private Text() {}

    /**
     * The text with all characters made visible that a terminal would obey or hide, as {@code <U+001B>}; tabs and line
     * ends stay.
     */
    public static String visible(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (JavaText.visible(point)
                    || point == '\t'
                    || System.lineSeparator().indexOf(point) >= 0) {
                shown.appendCodePoint(point);
            } else {
                shown.append(String.format(Locale.ROOT, "<U+%04X>", point));
            }
        });
        return shown.toString();
    }
}
