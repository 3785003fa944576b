package doppel.csv;

import java.util.EnumSet;
import java.util.Set;

/**
 * How CSV is written.
 *
 * @param separator what stands between fields
 * @param choices what else was chosen
 */
public record CsvWriting(char separator, Set<Choice> choices) {

    /** Commas, every value exactly, nothing overwritten. */
    public static final CsvWriting DEFAULTS = new CsvWriting(',', Set.of());

    /** What can be chosen. */
    public enum Choice {
        /** Replace what an earlier export has written. */
        OVERWRITE,
        /** Mark text as text that a spreadsheet would take for a formula. */
        FOR_SPREADSHEETS,
        /** Begin files with a byte order mark. */
        BYTE_ORDER_MARK,
        /** Write with our own marks what web2py's single file cannot say. */
        EXTENDED
    }

    public CsvWriting {
        choices = Set.copyOf(choices);
    }

    /**
     * The same with another separator.
     *
     * @param word comma, semicolon, tab, pipe, or a sign
     * @throws doppel.UsageException if it cannot separate fields
     */
    public CsvWriting separator(String word) {
        return new CsvWriting(Separators.of(word), choices);
    }

    /** The same with this choice, if it is on. */
    public CsvWriting with(Choice choice, boolean on) {
        if (!on) {
            return this;
        }
        Set<Choice> more = EnumSet.of(choice);
        more.addAll(choices);
        return new CsvWriting(separator, more);
    }

    /** Whether this was chosen. */
    boolean has(Choice choice) {
        return choices.contains(choice);
    }
}
