package doppel.dialect.sqlite.pages;

import doppel.dialect.sqlite.connect.SqliteFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.core.DB;

/**
 * The pages of a database file, read without the driver (sqlite.org/fileformat2.html). They do not change while a
 * connection of this process is in a transaction: without a write-ahead log, its lock blocks every writer.
 *
 * <p>A file is not closed if that would release the locks that other connections of this process hold on it
 * (sqlite.org/howtocorrupt.html, section 2.2); it is kept for the next reader.
 */
public final class SqlitePages {

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEADER = 100;
    private static final int UTF_8 = 1;
    /** How many bytes are cached. */
    private static final int KEPT = 8 << 20;

    /** Files by the key that identifies them. */
    private static final Map<Object, RandomAccessFile> OPEN = new HashMap<>();

    private final RandomAccessFile file;
    private final int pageSize;
    private final int usable;
    private final byte[][] kept;
    private final int[] numbers;

    private SqlitePages(RandomAccessFile file, int pageSize, int reserved) {
        this.file = file;
        this.pageSize = pageSize;
        usable = pageSize - reserved;
        kept = new byte[KEPT / pageSize][];
        numbers = new int[kept.length];
    }

    /**
     * The pages of a database on which a transaction was begun; empty if they cannot be read like this: with a
     * write-ahead log, or in an encoding other than UTF-8.
     *
     * @param key the key that identified the file before the connection was made
     */
    public static Optional<SqlitePages> of(Path path, Object key) throws IOException {
        if (key == null || !key.equals(SqliteFile.key(path))) {
            return Optional.empty();
        }
        RandomAccessFile file = open(path, key);
        byte[] header = new byte[HEADER];
        read(file, 0, header);
        ByteBuffer fields = ByteBuffer.wrap(header);
        boolean plain = Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                && header[18] == 1
                && header[19] == 1
                && fields.getInt(56) == UTF_8;
        int size = fields.getShort(16) == 1 ? 1 << 16 : fields.getShort(16);
        return plain && size >= 512 && Integer.bitCount(size) == 1
                ? Optional.of(new SqlitePages(file, size, header[20] & 0xff))
                : Optional.empty();
    }

    private static RandomAccessFile open(Path path, Object key) throws IOException {
        synchronized (OPEN) {
            RandomAccessFile file = OPEN.get(key);
            if (file == null) {
                file = new RandomAccessFile(path.toFile(), "r");
                OPEN.put(key, file);
            }
            return file;
        }
    }

    /** How many bytes of each page hold data. */
    int usable() {
        return usable;
    }

    /** A page, counted from 1. It must not be changed. */
    byte[] page(int number) throws IOException, SQLException {
        if (number < 2) { // no requested structure starts in the first page
            throw damaged("a page that does not exist");
        }
        int slot = number & (kept.length - 1); // their number is a power of two
        if (numbers[slot] == number) {
            return kept[slot];
        }
        byte[] page = new byte[pageSize];
        try {
            read(file, (number - 1L) * pageSize, page);
        } catch (EOFException e) {
            throw damaged("pages that were cut off");
        }
        numbers[slot] = number;
        kept[slot] = page;
        return page;
    }

    /**
     * Reads as many pages as there are from this one on, up to what the array holds; the pages of a large value lie
     * mostly one after the other.
     *
     * @return how many bytes were read, at least a page
     */
    int read(int number, byte[] into) throws IOException, SQLException {
        if (number < 2) {
            throw damaged("a page that does not exist");
        }
        int filled = 0;
        synchronized (file) {
            file.seek((number & 0xffff_ffffL) * pageSize - pageSize);
            for (int read = 0; read >= 0 && filled < into.length; filled += Math.max(0, read)) {
                read = file.read(into, filled, into.length - filled);
            }
        }
        if (filled < pageSize) {
            throw damaged("pages that were cut off");
        }
        return filled / pageSize * pageSize;
    }

    int pageSize() {
        return pageSize;
    }

    private static void read(RandomAccessFile file, long position, byte[] into) throws IOException {
        synchronized (file) { // all readers of the file share it
            file.seek(position);
            file.readFully(into);
        }
    }

    /** The exception for a damaged file. */
    static SQLException damaged(String what) {
        return DB.newSQLException(SQLiteErrorCode.SQLITE_CORRUPT.code, "the file has " + what);
    }
}
