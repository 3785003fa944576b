package doppel.csv;

import java.nio.charset.Charset;
import java.util.Optional;

/**
 * How CSV is read.
 *
 * @param encoding that of files without a byte order mark; UTF-8 if nothing is said
 * @param separator what stands between fields; found out from the header if nothing is said
 * @param emptyNull whether {@code ""} is NULL where a column does not hold text
 * @param table the table of a single file; its name if nothing is said
 */
public record CsvReading(
        Optional<Charset> encoding, Optional<Character> separator, boolean emptyNull, Optional<String> table) {

    /** UTF-8, any separator, nothing taken for NULL but NULL. */
    public static final CsvReading DEFAULTS =
            new CsvReading(Optional.empty(), Optional.empty(), false, Optional.empty());

    /** The same with this encoding. */
    public CsvReading encoding(Charset charset) {
        return new CsvReading(Optional.of(charset), separator, emptyNull, table);
    }

    /**
     * The same with the separator of this word: comma, semicolon, tab, pipe, or a sign.
     *
     * @throws doppel.UsageException if it is none
     */
    public CsvReading separator(String word) {
        return separator(Separators.of(word));
    }

    /** The same with this separator, below U+0080. */
    public CsvReading separator(char character) {
        return new CsvReading(encoding, Optional.of(character), emptyNull, table);
    }

    /** The same, with the empty text as NULL where a column does not hold text. */
    public CsvReading withEmptyNull() {
        return new CsvReading(encoding, separator, true, table);
    }

    /** The same for this table, whatever the file is called. */
    public CsvReading table(String name) {
        return new CsvReading(encoding, separator, emptyNull, Optional.of(name));
    }
}
