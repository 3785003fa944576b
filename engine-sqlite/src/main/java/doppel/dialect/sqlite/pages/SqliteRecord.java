package doppel.dialect.sqlite.pages;

import doppel.dialect.sqlite.value.SqliteNumbers;
import doppel.literal.ValueTaker;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Reads records: the serial types of all values, then their bytes (sqlite.org/fileformat2.html, section 2.1). Not
 * thread-safe.
 */
final class SqliteRecord {

    private static final int FIRST_BLOB = 12;
    private static final int[] SIZES = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0};

    private final long[] types;
    private final int[] starts;
    private byte[] bytes = {};
    private int size;

    /** @param most the maximum number of values to read from a record */
    SqliteRecord(int most) {
        types = new long[most];
        starts = new int[most];
    }

    /** Reads a record. */
    void read(SqlitePayload payload) throws SQLException {
        bytes = payload.bytes();
        int at = payload.from();
        long headerEnd = at + SqliteNumbers.variable(bytes, at);
        if (headerEnd > payload.to()) {
            throw SqlitePages.damaged("a record that is shorter than its beginning");
        }
        int start = (int) headerEnd;
        at += SqliteNumbers.variableSize(bytes, at);
        size = 0;
        while (at < headerEnd && size < types.length) {
            long type = bytes[at];
            if (type >= 0) {
                at++;
            } else {
                type = SqliteNumbers.variable(bytes, at);
                at += SqliteNumbers.variableSize(bytes, at);
            }
            long end = start + sizeOf(type);
            if (type < 0 || end > payload.to()) {
                throw SqlitePages.damaged("a value that does not end in its record");
            }
            types[size] = type;
            starts[size++] = start;
            start = (int) end;
        }
    }

    /** How many values there are: columns that were added later have none. */
    int size() {
        return size;
    }

    /** Passes on a value. */
    void give(int field, boolean real, ValueTaker into) {
        give(types[field], bytes, starts[field], real, into);
    }

    /** How many bytes a value of this type has; a type below 0 does not exist, and is looked for by the caller. */
    static long sizeOf(long type) {
        return type >= FIRST_BLOB ? type - FIRST_BLOB >>> 1 : type < 0 ? 0 : SIZES[(int) type];
    }

    /** Whether a value of this type is text. */
    static boolean isText(long type) {
        return type >= FIRST_BLOB && (type & 1) == 1;
    }

    /** Passes on the value of this type that begins here. */
    static void give(long type, byte[] bytes, int start, boolean real, ValueTaker into) {
        if (type >= FIRST_BLOB) {
            int end = start + (int) sizeOf(type);
            if (isText(type)) {
                into.text(bytes, start, end);
            } else {
                into.take(Arrays.copyOfRange(bytes, start, end));
            }
        } else if (type == 0 || type > 9) {
            into.take(null);
        } else if (type == 7) {
            double number = Double.longBitsToDouble(SqliteNumbers.signed(bytes, start, 8));
            if (Double.isNaN(number)) {
                into.take(null);
            } else {
                into.doublePrecision(number);
            }
        } else {
            long number = type >= 8 ? type - 8 : SqliteNumbers.signed(bytes, start, SIZES[(int) type]);
            if (real) { // stored as a whole number to save room
                into.doublePrecision((double) number);
            } else {
                into.whole(number);
            }
        }
    }

    /** The value at the end of a record, which is a whole number; for an index entry, it is the rowid. */
    static long lastNumber(SqlitePayload payload) throws SQLException {
        byte[] bytes = payload.bytes();
        long headerEnd = payload.from() + SqliteNumbers.variable(bytes, payload.from());
        if (headerEnd <= payload.from() + 1 || headerEnd > payload.to()) {
            throw SqlitePages.damaged("an index entry that is shorter than its beginning");
        }
        int type = bytes[(int) headerEnd - 1];
        boolean whole = type > 0 && type < 10 && type != 7;
        if (!whole || headerEnd + SIZES[type] > payload.to()) {
            throw SqlitePages.damaged("an index entry without a row");
        }
        return type >= 8 ? type - 8 : SqliteNumbers.signed(bytes, payload.to() - SIZES[type], SIZES[type]);
    }
}
