package doppel.dialect.sqlite.value;

import doppel.literal.LargeValue;
import doppel.literal.RawText;
import doppel.literal.ValueTaker;
import doppel.literal.WholePieces;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.sqlite.core.Codes;
import org.sqlite.core.DB;

/**
 * Reads the values of a statement's current row by storage class, so that nothing is converted on the way. It calls the
 * driver's layer below JDBC, since each JDBC getter would determine the storage class again, and lose it.
 */
public final class SqliteValueReader {

    private static final byte[] NOTHING = {};

    private final Charset encoding;

    /** @param encodingName the result of {@code PRAGMA encoding} */
    public SqliteValueReader(String encodingName) {
        encoding = switch (encodingName) {
            case "UTF-16le" -> StandardCharsets.UTF_16LE;
            case "UTF-16be" -> StandardCharsets.UTF_16BE;
            default -> StandardCharsets.UTF_8;
        };
    }

    /** Passes on the first columns of a row. */
    public void give(DB database, long pointer, int columns, ValueTaker into) throws SQLException {
        for (int i = 0; i < columns; i++) {
            switch (database.column_type(pointer, i)) {
                case Codes.SQLITE_INTEGER -> into.whole(database.column_long(pointer, i));
                case Codes.SQLITE_FLOAT -> into.doublePrecision(database.column_double(pointer, i));
                // the driver's own text has U+FFFD in place of invalid bytes, and takes longer
                case Codes.SQLITE_TEXT -> text(bytes(database, pointer, i), into);
                case Codes.SQLITE_BLOB -> blob(bytes(database, pointer, i), into);
                default -> into.take(null);
            }
        }
    }

    private static byte[] bytes(DB database, long pointer, int column) throws SQLException {
        byte[] bytes = database.column_blob(pointer, column);
        return bytes == null ? NOTHING : bytes;
    }

    private static void blob(byte[] bytes, ValueTaker into) {
        if (bytes.length >= LargeValue.SMALLEST) {
            into.pieces(new WholePieces(bytes, false));
        } else {
            into.take(bytes);
        }
    }

    private void text(byte[] bytes, ValueTaker into) {
        if (encoding.equals(StandardCharsets.UTF_8) && bytes.length >= LargeValue.SMALLEST) {
            into.pieces(new WholePieces(bytes, true));
        } else if (encoding.equals(StandardCharsets.UTF_8)) {
            into.text(bytes, 0, bytes.length);
        } else { // SQLite itself silently converts what is not UTF-16
            into.take(RawText.decode(bytes, encoding));
        }
    }
}
