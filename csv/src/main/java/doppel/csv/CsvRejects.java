package doppel.csv;

import doppel.PrivateFiles;
import doppel.StorageException;
import doppel.csv.record.Place;
import doppel.csv.record.RecordReader;
import doppel.csv.value.Notation;
import doppel.literal.SourceBuffer;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes records that were rejected, as they stand in their file, with the reason behind them in a column of its own.
 * The reader passes that column over, so that the file can be loaded once it is corrected. Used by one thread.
 */
public final class CsvRejects implements Closeable {

    /** The column that has the reasons. */
    public static final String REASON = "doppel:reason";

    private final CsvTable table;
    private final Path file;
    private final RecordReader records;
    private final OutputStream out;
    private final boolean hasReasons;
    private long count;

    /**
     * Begins a file, which only its owner can read.
     *
     * @throws StorageException if it cannot be written
     */
    public CsvRejects(CsvTable table, Path file) {
        this.table = table;
        this.file = file;
        int last = table.columns().size() - 1;
        hasReasons = table.columns().get(last).equals(REASON);
        try {
            records = table.records();
            out = new BufferedOutputStream(PrivateFiles.create(file));
            if (table.part().notation() == Notation.WEB2PY) {
                out.write(bytes("TABLE " + table.name() + "\r\n"));
            }
            records.seek(table.part().headerOffset(), 1);
            records.next();
            write(REASON);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Writes a record.
     *
     * @param place where it stands
     * @param reason why it was rejected
     */
    public void add(Place place, String reason) {
        try {
            records.seek(place.offset(), place.line());
            records.next();
            write(reason);
            count++;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Writes a record that is no row. */
    public void add(BadRecord bad) {
        add(bad.place(), bad.reason());
    }

    /** How many there are. */
    public long count() {
        return count;
    }

    private void write(String reason) throws IOException {
        SourceBuffer line = new SourceBuffer();
        boolean replaced = hasReasons && records.count() == table.columns().size();
        line.put(replaced ? records.before(records.count() - 1) : records.whole());
        if (records.isUnclosed()) {
            line.put('"'); // so that the reason is none of its text
        }
        if (!replaced || records.count() > 1) {
            line.put(table.part().separator());
        }
        line.put(reason.equals(REASON) ? reason : "\"" + reason.replace("\"", "\"\"") + "\"");
        line.put("\r\n");
        line.writeTo(out);
    }

    private StorageException failure(IOException e) {
        return StorageException.of("Writing " + file, e);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try (records;
                out) {
            if (table.part().notation() == Notation.WEB2PY) {
                out.write(bytes("\r\n\r\nEND"));
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
