package doppel.dialect.sqlite.pages;

import doppel.StorageException;
import doppel.dialect.sqlite.value.SqliteNumbers;
import doppel.literal.LargeValue;
import doppel.literal.ValuePieces;
import doppel.literal.ValueTaker;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;

/**
 * A record of which only pieces are in memory: its bytes come one after the other, from its cell and then from the
 * chain of its overflow pages (sqlite.org/fileformat2.html, section 1.6). Reused for the next record. Not thread-safe.
 */
final class SqliteLongRecord {

    private static final int LINK = 4;
    private static final int READ_AHEAD = 1 << 18;
    /** A type and a size of at most nine bytes for each of the columns that a table can have. */
    private static final int LONGEST_HEADER = 9 * 33_000;

    private final SqlitePages pages;
    private final byte[] ahead;
    private byte[] bytes = {}; // the bytes that come next
    private int at;
    private int end;
    private int aheadFrom; // the number of the page that was read first
    private int aheadPages;
    private int next; // the page that follows
    private long left;
    private long[] types;
    private int size;

    SqliteLongRecord(SqlitePages pages, int most) {
        this.pages = pages;
        ahead = new byte[Math.max(READ_AHEAD, pages.pageSize())];
        types = new long[most];
    }

    /** Begins the record that begins here, and reads its header. */
    void begin(byte[] page, int from, int here, long length) throws IOException, SQLException {
        bytes = page;
        at = from;
        end = from + here;
        next = SqliteNumbers.int4(page, end);
        left = length;
        aheadPages = 0; // another row may be elsewhere in the same pages, which cost one more read
        long headerSize = SqliteNumbers.variable(page, from);
        if (headerSize > length || headerSize > LONGEST_HEADER) {
            throw SqlitePages.damaged("a record that is shorter than its beginning");
        }
        byte[] header = new byte[(int) headerSize + 9]; // a last number that is cut off is seen
        read(header, (int) headerSize);
        size = 0;
        long values = headerSize;
        for (int i = SqliteNumbers.variableSize(header, 0);
                i < headerSize && size < types.length;
                i += SqliteNumbers.variableSize(header, i)) {
            types[size] = SqliteNumbers.variable(header, i);
            values += SqliteRecord.sizeOf(types[size]);
            if (types[size++] < 0 || values > length) {
                throw SqlitePages.damaged("a value that does not end in its record");
            }
        }
    }

    /** How many values there are: columns that were added later have none. */
    int size() {
        return size;
    }

    /** Passes on the next value, which has this number. */
    void give(int field, boolean real, ValueTaker into) throws IOException, SQLException {
        long type = types[field];
        long length = SqliteRecord.sizeOf(type);
        if (length >= LargeValue.SMALLEST) {
            long after = left - length;
            into.pieces(new Value(SqliteRecord.isText(type), length));
            skip(left - after); // if nobody wanted it
        } else {
            byte[] value = new byte[(int) length];
            read(value, value.length);
            SqliteRecord.give(type, value, 0, real, into);
        }
    }

    /** Skips the next value, which has this number. */
    void skip(int field) throws IOException, SQLException {
        skip(SqliteRecord.sizeOf(types[field]));
    }

    /** A value of this record. */
    private final class Value implements ValuePieces {
        private final boolean isText;
        private final long length;

        Value(boolean isText, long length) {
            this.isText = isText;
            this.length = length;
        }

        @Override
        public boolean isText() {
            return isText;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            for (long rest = length; rest > 0; ) {
                int piece = piece(rest);
                out.write(bytes, at - piece, piece);
                rest -= piece;
            }
        }

        /** The pages come from the disk, whatever the stream that is written to throws. */
        private int piece(long most) {
            try {
                return SqliteLongRecord.this.piece(most);
            } catch (IOException e) {
                throw StorageException.of("Reading the database", e);
            } catch (SQLException e) {
                throw new Damage(e);
            }
        }
    }

    /** What is damaged, through code that knows nothing of SQL. */
    static final class Damage extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Damage(SQLException cause) {
            super(cause);
        }
    }

    private void read(byte[] into, int length) throws IOException, SQLException {
        for (int filled = 0; filled < length; ) {
            int piece = piece(length - filled);
            System.arraycopy(bytes, at - piece, into, filled, piece);
            filled += piece;
        }
    }

    private void skip(long length) throws IOException, SQLException {
        for (long rest = length; rest > 0; ) {
            rest -= piece(rest);
        }
    }

    /** Takes at least one and at most so many bytes, which then end at the current place; returns how many. */
    private int piece(long most) throws IOException, SQLException {
        if (at == end) {
            follow();
        }
        int piece = (int) Math.min(most, end - at);
        at += piece;
        left -= piece;
        return piece;
    }

    private void follow() throws IOException, SQLException {
        int pageSize = pages.pageSize();
        long place = (next & 0xffff_ffffL) - aheadFrom;
        if (place < 0 || place >= aheadPages) {
            aheadPages = pages.read(next, ahead) / pageSize;
            aheadFrom = next;
            place = 0;
        }
        bytes = ahead;
        at = (int) place * pageSize;
        next = SqliteNumbers.int4(ahead, at);
        at += LINK;
        end = at + (int) Math.min(left, pages.usable() - LINK);
    }
}
