package doppel.csv;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.OrdinaryFile;
import doppel.csv.record.RecordReader;
import doppel.csv.record.TextFile;
import doppel.csv.value.Notation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the tables in web2py's single file: {@code TABLE person}, a header of {@code person.id,person.name}, records,
 * two blank lines, the next table, {@code END}. A table without rows may have no header. Stateless.
 */
final class Web2pyFile {

    /** What comes before the name of a table. */
    static final String TABLE = "TABLE ";

    /** The last line. */
    static final String END = "END";

    private Web2pyFile() {}

    /** Whether a text in UTF-8 begins like one at this place. */
    static boolean is(Path text, long offset) throws IOException {
        byte[] first;
        try (InputStream in = OrdinaryFile.open(text)) {
            in.skipNBytes(offset);
            first = in.readNBytes(TABLE.length());
        }
        return new String(first, StandardCharsets.UTF_8).equals(TABLE);
    }

    /** Its tables; those without a header have no rows, and are left out. */
    static List<CsvTable> tables(TextFile text, Path file, CsvReading options) throws IOException {
        List<CsvTable> tables = new ArrayList<>();
        char separator = options.separator().orElse(',');
        long size = Files.size(text.text());
        try (RecordReader records = new RecordReader(text.text(), file, separator, text.offset(), 1, size)) {
            boolean more = records.next();
            while (more && !is(records, END)) {
                String name = tableName(records, file);
                long headerOffset = records.nextOffset();
                if (!records.next() || records.isBlank()) {
                    more = passBlankLines(records);
                    continue;
                }
                List<String> columns = columns(records, name, file);
                long offset = records.nextOffset();
                long line = records.nextLine();
                long end = offset;
                while ((more = records.next()) && !records.isBlank()) {
                    end = records.nextOffset();
                }
                CsvTable.Part part =
                        new CsvTable.Part(text.text(), separator, Notation.WEB2PY, headerOffset, offset, line, end);
                tables.add(new CsvTable(name, columns, file, part, options));
                more = more && passBlankLines(records);
            }
        }
        return tables;
    }

    private static boolean passBlankLines(RecordReader records) throws IOException {
        boolean more = true;
        while (more && records.isBlank()) {
            more = records.next();
        }
        return more;
    }

    private static boolean is(RecordReader record, String text) {
        return record.count() == 1 && record.text(0).equals(text);
    }

    private static String tableName(RecordReader record, Path file) {
        String line = new String(record.whole(), StandardCharsets.UTF_8);
        if (!line.startsWith(TABLE)) {
            throw new FixtureException(
                    ErrorCode.CSV_UNREADABLE,
                    "Line " + record.place().line() + " of " + file + " should begin with TABLE, as after each two"
                            + " blank lines of web2py's single file.",
                    "Look for a blank line among the records before it, or a quote that is not closed.");
        }
        return line.substring(TABLE.length());
    }

    private static List<String> columns(RecordReader header, String table, Path file) {
        String prefix = table + ".";
        return CsvFiles.names(header, file).stream()
                .map(name -> name.startsWith(prefix) ? name.substring(prefix.length()) : name)
                .toList();
    }
}
