package doppel.csv;

import doppel.Durable;
import doppel.PrivateFiles;
import doppel.Progress;
import doppel.Sha256;
import doppel.StorageException;
import doppel.csv.record.RecordWriter;
import doppel.csv.value.FieldWriter;
import doppel.dialect.RowCursor;
import doppel.dump.StagedDirectory;
import doppel.literal.JavaType;
import doppel.schema.Column;
import doppel.schema.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a database as a folder of CSV files: one a table, {@code schema.sql}, and a list of the tables. {@link
 * CsvFiles} reads exactly the same values again. Memory does not depend on the number of rows, nor on values that come
 * in pieces. Used by one thread.
 */
public final class CsvExport {

    /** The file of the definitions. */
    static final String SCHEMA = "schema.sql";

    /** The column of tables that have none. */
    static final String ROW = "doppel:row";

    private static final int ROWS_BETWEEN_REPORTS = 1_000;

    private final CsvContent content;
    private final CsvWriting options;
    private final Progress progress;

    /** Writes this content. */
    public CsvExport(CsvContent content, CsvWriting options, Progress progress) {
        this.content = content;
        this.options = options;
        this.progress = progress;
    }

    /**
     * Writes into a folder, which appears complete or not at all.
     *
     * @throws doppel.DatabaseException if the database cannot be read
     * @throws StorageException if the folder exists already, or cannot be written
     */
    public CsvReport toFolder(Path folder) {
        EarlierExport earlier = new EarlierExport(folder);
        boolean overwrite = options.has(CsvWriting.Choice.OVERWRITE);
        FileNames names = new FileNames();
        long rows = 0;
        try (StagedDirectory published = StagedDirectory.begin(folder, () -> earlier.requireReplaceable(overwrite))) {
            Path staging = published.staging();
            PrivateFiles.replace(staging.resolve(SCHEMA), content.script());
            Path index = staging.resolve(TableIndex.FILE);
            List<Path> written = new ArrayList<>(List.of(index));
            try (RecordWriter list = new RecordWriter(PrivateFiles.create(index), ',')) {
                TableIndex.begin(list);
                TableIndex.add(list, SCHEMA, content.engine(), content.tables().size(), digest(staging, SCHEMA));
                for (Table table : content.tables()) {
                    Path file = staging.resolve(names.of(table.name()));
                    long count = write(table, file);
                    written.add(file);
                    String name = file.getFileName().toString();
                    TableIndex.add(list, name, table.name(), count, digest(staging, name));
                    rows += count;
                }
            }
            for (Path file : written) {
                Durable.file(file);
            }
            List<String> notices = new ArrayList<>(content.notices());
            notices.addAll(published.publish());
            return new CsvReport(content.tables().size(), rows, notices);
        } catch (IOException e) {
            throw StorageException.of("Writing " + folder, e);
        }
    }

    private static String digest(Path folder, String file) throws IOException {
        return Sha256.of(folder.resolve(file));
    }

    private long write(Table table, Path file) throws IOException {
        progress.begin("exporting " + table.name(), -1);
        List<Column> columns = table.insertableColumns();
        List<JavaType> types = columns.stream().map(content::type).toList();
        boolean spreadsheets = options.has(CsvWriting.Choice.FOR_SPREADSHEETS);
        long rows = 0;
        try (RecordWriter out = new RecordWriter(PrivateFiles.create(file), options.separator());
                RowCursor cursor = content.rows(table)) {
            if (options.has(CsvWriting.Choice.BYTE_ORDER_MARK)) {
                out.byteOrderMark();
            }
            header(columns, out);
            FieldWriter fields = new FieldWriter(out, types, spreadsheets, file.getParent());
            while (cursor.next(fields)) {
                rows++;
                if (types.isEmpty()) {
                    out.plain().put(rows);
                }
                fields.end();
                if (rows % ROWS_BETWEEN_REPORTS == 0) {
                    progress.rows(rows);
                }
            }
        }
        progress.rows(rows);
        return rows;
    }

    private static void header(List<Column> columns, RecordWriter out) throws IOException {
        if (columns.isEmpty()) {
            out.plain().put(ROW);
        }
        for (Column column : columns) {
            byte[] name = CsvColumns.escaped(column.name()).getBytes(StandardCharsets.UTF_8);
            out.text(name, 0, name.length);
        }
        out.end();
    }
}
