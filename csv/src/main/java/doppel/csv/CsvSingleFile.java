package doppel.csv;

import doppel.DatabaseException;
import doppel.Durable;
import doppel.ErrorCode;
import doppel.PrivateFiles;
import doppel.Progress;
import doppel.StorageException;
import doppel.csv.record.RecordWriter;
import doppel.csv.value.Web2pyFields;
import doppel.dialect.RowCursor;
import doppel.literal.JavaType;
import doppel.literal.ValueWords;
import doppel.schema.Column;
import doppel.schema.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a database as web2py's single file, which web2py reads. What that form cannot say is refused by table, key and
 * column, all at once, or marked. Memory holds one row. Used by one thread.
 */
public final class CsvSingleFile {

    private static final int MOST_NAMED = 20;
    private static final int ROWS_BETWEEN_REPORTS = 1_000;

    private final CsvContent content;
    private final CsvWriting options;
    private final Progress progress;
    private final List<String> refused = new ArrayList<>();
    private long refusals;

    /** Writes this content. */
    public CsvSingleFile(CsvContent content, CsvWriting options, Progress progress) {
        this.content = content;
        this.options = options;
        this.progress = progress;
    }

    /**
     * Writes into a file, which appears complete or not at all.
     *
     * @throws DatabaseException if the database cannot be read, or holds what the file cannot say
     * @throws StorageException if the file exists already, or cannot be written
     */
    public CsvReport to(Path file) {
        try {
            requireReplaceable(file);
            Path growing = file.resolveSibling("." + file.getFileName() + ".doppel-new");
            try {
                long rows = write(growing);
                requireAllSaid();
                Durable.file(growing);
                requireReplaceable(file);
                Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                Durable.directory(file.toAbsolutePath().getParent());
                return new CsvReport(content.tables().size(), rows, List.of());
            } finally {
                Files.deleteIfExists(growing);
            }
        } catch (IOException e) {
            throw StorageException.of("Writing " + file, e);
        }
    }

    private void requireReplaceable(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean overwrite = options.has(CsvWriting.Choice.OVERWRITE);
        if (!overwrite
                || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || !Web2pyFile.is(file, 0) && !Web2pyFile.is(file, RecordWriter.BYTE_ORDER_MARK_SIZE)) {
            throw new StorageException(
                    ErrorCode.DIRECTORY_EXISTS,
                    file + (overwrite ? " is not a single file as web2py writes it." : " exists already."),
                    overwrite ? "Choose another name." : "Choose another name, or add --overwrite to replace it.",
                    null);
        }
    }

    private void requireAllSaid() {
        if (refusals > 0) {
            String more = refusals > refused.size() ? "; and " + (refusals - refused.size()) + " more" : "";
            throw new DatabaseException(
                    ErrorCode.CSV_CANNOT_HOLD,
                    "The single file cannot say what is in " + String.join("; ", refused) + more + ".",
                    "Export into a folder, or add --extended, which marks such values so that Doppel reads them"
                            + " exactly.");
        }
    }

    private long write(Path file) throws IOException {
        long rows = 0;
        try (RecordWriter out = new RecordWriter(PrivateFiles.create(file), options.separator())) {
            if (options.has(CsvWriting.Choice.BYTE_ORDER_MARK)) {
                out.byteOrderMark();
            }
            for (Table table : content.tables()) {
                rows += write(table, out, file.toAbsolutePath().getParent());
            }
            out.verbatim(Web2pyFile.END);
        }
        return rows;
    }

    private long write(Table table, RecordWriter out, Path directory) throws IOException {
        progress.begin("exporting " + table.name(), -1);
        List<Column> columns = table.insertableColumns();
        List<JavaType> types = columns.stream().map(content::type).toList();
        Web2pyFields fields = new Web2pyFields(out, directory);
        if (table.name().chars().anyMatch(c -> c < ' ')) {
            refuse("the name of table " + ValueWords.shortened(table.name()));
        }
        out.verbatim(Web2pyFile.TABLE + table.name() + "\r\n");
        long rows = 0;
        Object[] row = new Object[columns.size()];
        try (RowCursor cursor = content.rows(table)) {
            while (cursor.next(row)) {
                if (rows == 0) {
                    header(table, columns, fields);
                }
                rows++;
                for (int i = 0; i < row.length; i++) {
                    write(row, i, types.get(i), columns, table, fields);
                }
                fields.end();
                if (rows % ROWS_BETWEEN_REPORTS == 0) {
                    progress.rows(rows);
                }
            }
        }
        out.verbatim("\r\n\r\n");
        progress.rows(rows);
        return rows;
    }

    private void header(Table table, List<Column> columns, Web2pyFields fields) {
        if (columns.isEmpty()) {
            refuse("the rows of " + table.name() + ", which has no columns");
        }
        columns.forEach(column -> fields.plain(table.name() + "." + column.name()));
        fields.end();
    }

    private void write(
            Object[] row, int column, JavaType type, List<Column> columns, Table table, Web2pyFields fields) {
        String text = Web2pyFields.text(row[column], type);
        if (text != null) {
            fields.plain(text);
        } else if (options.has(CsvWriting.Choice.EXTENDED)) {
            fields.marked(row[column]);
        } else {
            refuse(table.name() + key(row, columns, table) + "."
                    + columns.get(column).name() + ": " + ValueWords.shown(row[column]));
        }
    }

    /** The row's key, such as {@code  {id: 3}}; nothing if it has none. */
    private static String key(Object[] row, List<Column> columns, Table table) {
        return table.primaryKey().isEmpty()
                ? ""
                : table.primaryKey().stream()
                        .map(name -> name + ": " + shown(row, columns, name))
                        .collect(Collectors.joining(", ", " {", "}"));
    }

    private static String shown(Object[] row, List<Column> columns, String name) {
        for (int i = 0; i < row.length; i++) {
            if (columns.get(i).name().equals(name)) {
                return row[i] == null ? "NULL" : ValueWords.shortened(row[i]);
            }
        }
        return "?";
    }

    private void refuse(String what) {
        refusals++;
        if (refused.size() < MOST_NAMED) {
            refused.add(what);
        }
    }
}
