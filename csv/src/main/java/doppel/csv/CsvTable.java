package doppel.csv;

import doppel.StorageException;
import doppel.csv.record.RecordReader;
import doppel.csv.value.Notation;
import doppel.dialect.Dialect;
import doppel.schema.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The records of a table in a CSV file. Immutable; it can be read as often as one likes, until its {@link CsvFiles} are
 * closed.
 */
public final class CsvTable {

    private final String name;
    private final List<String> columns;
    private final Path file;
    private final Part part;
    private final CsvReading options;

    /**
     * Where its records are.
     *
     * @param text the file in UTF-8
     * @param separator what stands between fields
     * @param notation how values are written
     * @param headerOffset where the header begins
     * @param offset where the first record begins
     * @param line the line of the first record
     * @param end where the last record ends
     */
    record Part(Path text, char separator, Notation notation, long headerOffset, long offset, long line, long end) {}

    CsvTable(String name, List<String> columns, Path file, Part part, CsvReading options) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.file = file;
        this.part = part;
        this.options = options;
    }

    /** The name of the table, as the file or its folder says. */
    public String name() {
        return name;
    }

    /** What the header says, in its order; columns of Doppel's own begin with {@code doppel:}. */
    public List<String> columns() {
        return columns;
    }

    /** The file, as the user named it. */
    public Path file() {
        return file;
    }

    Part part() {
        return part;
    }

    /**
     * Begins to read the records as rows of a table.
     *
     * @param target the table whose columns say what the fields mean
     * @param dialect knows the types of its columns
     * @param bad takes each record that is no row
     * @throws doppel.FixtureException if the header does not fit the table
     * @throws StorageException if the file cannot be read
     */
    public CsvRows rows(Table target, Dialect dialect, Consumer<BadRecord> bad) {
        CsvColumns fields = CsvColumns.of(this, target, dialect, options.emptyNull());
        try {
            return new CsvRows(this, fields, bad);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    RecordReader records() throws IOException {
        return new RecordReader(part.text(), file, part.separator(), part.offset(), part.line(), part.end());
    }

    StorageException failure(IOException e) {
        return StorageException.of("Reading " + file, e);
    }
}
