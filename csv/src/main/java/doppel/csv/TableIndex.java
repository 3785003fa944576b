package doppel.csv;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.Sha256;
import doppel.csv.record.RecordReader;
import doppel.csv.record.RecordWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The list of the files in a folder, itself a CSV file: {@code file,table,rows,sha256}, in the order in which they can
 * be loaded, the definitions first. The rows are for people, who may add some to a file; the digests tell that they
 * have.
 * Immutable.
 *
 * @param tables the tables by their files
 * @param digests the digests by all files
 * @param engine the engine of the definitions
 */
record TableIndex(Map<String, String> tables, Map<String, String> digests, Optional<String> engine) {

    /** Its name. */
    static final String FILE = "tables.csv";

    /** No list. */
    static final TableIndex NONE = new TableIndex(Map.of(), Map.of(), Optional.empty());

    private static final List<String> HEADER = List.of("file", "table", "rows", "sha256");

    /** Writes the header. */
    static void begin(RecordWriter out) throws IOException {
        record(out, HEADER);
    }

    /** Writes a file: that of a table, or that of the definitions with their engine. */
    static void add(RecordWriter out, String file, String table, long rows, String digest) throws IOException {
        record(out, List.of(file, table, Long.toString(rows), digest));
    }

    private static void record(RecordWriter out, List<String> fields) throws IOException {
        for (String field : fields) {
            byte[] text = field.getBytes(StandardCharsets.UTF_8);
            out.text(text, 0, text.length);
        }
        out.end();
    }

    /** The list of a folder; {@link #NONE} if it has no such list. */
    static TableIndex read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return NONE;
        }
        Map<String, String> tables = new LinkedHashMap<>();
        Map<String, String> digests = new LinkedHashMap<>();
        try (RecordReader records = new RecordReader(file, file, ',', 0, 1, Files.size(file))) {
            if (!records.next() || !CsvFiles.names(records, file).equals(HEADER)) {
                return NONE; // a table of this name, in a folder of others
            }
            while (records.next()) {
                boolean listed =
                        records.count() == HEADER.size() && records.fault().isEmpty();
                String name = listed ? records.text(0) : "";
                if (!FileNames.isSafe(name) && !name.equals(CsvExport.SCHEMA)
                        || digests.put(name, records.text(3)) != null) {
                    throw new FixtureException(
                            ErrorCode.CSV_UNREADABLE,
                            "Line " + records.place().line() + " of " + file + " names no file of its folder.",
                            "Copy the folder again, or correct the line.");
                }
                tables.put(name, records.text(1));
            }
        }
        Optional<String> engine = Optional.ofNullable(tables.remove(CsvExport.SCHEMA));
        return new TableIndex(tables, digests, engine);
    }

    /** Whether all files are as they were written. */
    boolean isUntouched(Path folder) throws IOException {
        for (Map.Entry<String, String> file : digests.entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (!Files.isRegularFile(path) || !Sha256.of(path).equals(file.getValue())) {
                return false;
            }
        }
        return !digests.isEmpty();
    }
}
