package doppel.dialect.sqlite;

import doppel.literal.RawText;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.sqlite.core.Codes;
import org.sqlite.core.DB;

/**
 * Reads the values of the row that a statement stands on, by storage class, so that nothing is converted on the way. It
 * calls the driver's layer below JDBC, whose getters would each ask for the storage class, and lose it, again.
 */
final class SqliteValueReader {

    private static final char REPLACEMENT = '\ufffd';

    private final Charset encoding;

    /** @param encodingName what {@code PRAGMA encoding} says */
    SqliteValueReader(String encodingName) {
        encoding = switch (encodingName) {
            case "UTF-16le" -> StandardCharsets.UTF_16LE;
            case "UTF-16be" -> StandardCharsets.UTF_16BE;
            default -> StandardCharsets.UTF_8;
        };
    }

    /** Reads the first columns of a row. */
    void read(DB database, long pointer, Object[] into, int columns) throws SQLException {
        for (int i = 0; i < columns; i++) {
            into[i] = value(database, pointer, i);
        }
    }

    private Object value(DB database, long pointer, int column) throws SQLException {
        switch (database.column_type(pointer, column)) {
            case Codes.SQLITE_INTEGER:
                return database.column_long(pointer, column);
            case Codes.SQLITE_FLOAT:
                return database.column_double(pointer, column);
            case Codes.SQLITE_TEXT:
                return text(database, pointer, column);
            case Codes.SQLITE_BLOB:
                byte[] bytes = database.column_blob(pointer, column);
                return bytes == null ? new byte[0] : bytes;
            default:
                return null;
        }
    }

    private Object text(DB database, long pointer, int column) throws SQLException {
        if (encoding.equals(StandardCharsets.UTF_8)) {
            String text = database.column_text(pointer, column);
            // the driver puts U+FFFD where bytes are not UTF-8; the text may also hold one of its own
            return text.indexOf(REPLACEMENT) < 0 ? text : decode(database.column_blob(pointer, column));
        }
        // SQLite itself converts what is not UTF-16 without a word, so its conversion must not come first
        return decode(database.column_blob(pointer, column));
    }

    private Object decode(byte[] bytes) {
        return bytes == null ? "" : RawText.decode(bytes, encoding);
    }
}
