package doppel.shell.text;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jline.utils.WCWidth;

/**
 * A table of text with aligned columns: texts to the left, numbers to the right. Widths are those of a terminal, where
 * a letter of Chinese or an emoji takes two places and an accent none (Unicode Standard Annex 11, as JLine has it).
 * Control characters are shown, not obeyed. Immutable.
 */
public final class TextTable {

    private static final int LONGEST = 60;
    private static final int MOST_BYTES = 16;
    private static final String GAP = "  ";
    private static final int FIRST_PRINTABLE = ' ';
    private static final int DELETE = 0x7f;
    private static final int LAST_CONTROL = 0x9f;

    private final List<String> header;
    private final List<String[]> rows = new ArrayList<>();
    private final int[] widths;
    private final boolean[] numbers;

    private TextTable(List<String> header) {
        this.header = header.stream().map(TextTable::visible).toList();
        widths = this.header.stream().mapToInt(TextTable::width).toArray();
        numbers = new boolean[widths.length];
    }

    /**
     * A table of values.
     *
     * @param header the columns' names
     * @param rows a value for each column
     */
    public static TextTable of(List<String> header, Iterable<Object[]> rows) {
        TextTable table = new TextTable(header);
        java.util.Arrays.fill(table.numbers, true);
        for (Object[] row : rows) {
            String[] texts = new String[row.length];
            for (int i = 0; i < row.length; i++) {
                texts[i] = shown(row[i]);
                table.widths[i] = Math.max(table.widths[i], width(texts[i]));
                table.numbers[i] &= row[i] == null || row[i] instanceof Number;
            }
            table.rows.add(texts);
        }
        return table;
    }

    /** The lines: the names, a rule, and the rows. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line(header.toArray(String[]::new)));
        StringBuilder rule = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            rule.append(i == 0 ? "" : GAP).append("─".repeat(widths[i]));
        }
        lines.add(rule.toString());
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private String line(String[] texts) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < texts.length; i++) {
            String space = " ".repeat(Math.max(0, widths[i] - width(texts[i])));
            line.append(i == 0 ? "" : GAP);
            line.append(numbers[i] ? space + texts[i] : texts[i] + space);
        }
        return line.toString().stripTrailing();
    }

    /** A value as a cell shows it: on one line, and cut off if it is long. */
    public static String shown(Object value) {
        if (value == null) {
            return "NULL";
        } else if (value instanceof byte[] bytes) {
            String digits = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, MOST_BYTES));
            return "0x" + digits + (bytes.length > MOST_BYTES ? "… (" + bytes.length + " bytes)" : "");
        }
        String text = visible(value.toString());
        if (width(text) <= LONGEST) {
            return text;
        }
        StringBuilder begun = new StringBuilder();
        int width = 0;
        for (int c : text.codePoints().toArray()) {
            width += Math.max(0, WCWidth.wcwidth(c));
            if (width >= LONGEST) {
                break;
            }
            begun.appendCodePoint(c);
        }
        return begun.append('…').toString();
    }

    /** The text with its control characters as Java writes them. */
    public static String visible(String text) {
        if (text.chars().noneMatch(TextTable::isControl)) {
            return text;
        }
        StringBuilder visible = new StringBuilder();
        text.chars().forEach(c -> {
            switch (c) {
                case '\n' -> visible.append("\\n");
                case '\r' -> visible.append("\\r");
                case '\t' -> visible.append("\\t");
                default -> {
                    if (isControl(c)) {
                        visible.append(String.format(Locale.ROOT, "\\u%04x", c));
                    } else {
                        visible.append((char) c);
                    }
                }
            }
        });
        return visible.toString();
    }

    /** Controls, and what turns the direction of text around. */
    private static boolean isControl(int c) {
        return c < FIRST_PRINTABLE
                || c >= DELETE && c <= LAST_CONTROL
                || c >= 0x202a && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069;
    }

    /** How many places a text takes on a terminal. */
    public static int width(String text) {
        return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
    }

    @Override
    public String toString() {
        return String.join("\n", lines());
    }
}
