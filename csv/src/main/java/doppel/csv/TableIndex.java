package doppel.csv;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.csv.record.RecordReader;
import doppel.csv.record.RecordWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The list of the tables in a folder, itself a CSV file: {@code file,table,rows}, in the order in which they can be
 * loaded. The rows are for people, who may add some to a file.
 */
final class TableIndex {

    /** Its name. */
    static final String FILE = "tables.csv";

    private static final List<String> HEADER = List.of("file", "table", "rows");

    private TableIndex() {}

    /** Writes the header. */
    static void begin(RecordWriter out) throws IOException {
        record(out, HEADER);
    }

    /** Writes a table. */
    static void add(RecordWriter out, String file, String table, long rows) throws IOException {
        record(out, List.of(file, table, Long.toString(rows)));
    }

    private static void record(RecordWriter out, List<String> fields) throws IOException {
        for (String field : fields) {
            byte[] text = field.getBytes(StandardCharsets.UTF_8);
            out.text(text, 0, text.length);
        }
        out.end();
    }

    /** The tables by their files; empty if the folder has no such list. */
    static Map<String, String> read(Path folder) throws IOException {
        Map<String, String> tables = new LinkedHashMap<>();
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return tables;
        }
        try (RecordReader records = new RecordReader(file, file, ',', 0, 1, Files.size(file))) {
            if (!records.next() || !CsvFiles.names(records, file).equals(HEADER)) {
                return tables; // a table of this name, in a folder of others
            }
            while (records.next()) {
                boolean listed =
                        records.count() == HEADER.size() && records.fault().isEmpty();
                String name = listed ? records.text(0) : "";
                if (!FileNames.isSafe(name) || tables.put(name, records.text(1)) != null) {
                    throw new FixtureException(
                            ErrorCode.CSV_UNREADABLE,
                            "Line " + records.place().line() + " of " + file + " names no file of its folder.",
                            "Copy the folder again, or correct the line.");
                }
            }
        }
        return tables;
    }
}
