package doppel.dialect.sqlite.rows;

import doppel.StorageException;
import doppel.literal.LargeValue;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.sqlite.Function;

/**
 * Gives SQLite a value that is in a file, piece by piece: the driver cannot write into a value, so SQLite itself puts
 * the pieces together, in its own memory. Used by one thread.
 */
final class SqlitePieces {

    private static final String NAME = "doppel_piece";
    private static final int PIECE = 1 << 20;

    /** A part of a statement that is a value; its parameters are the number of the value and how many pieces it has. */
    private static final String PIECES = "(WITH RECURSIVE doppel_pieces (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM"
            + " doppel_pieces WHERE n < ?2) SELECT CAST(group_concat(" + NAME + "(?1), '') AS ?3) FROM doppel_pieces)";

    private final Connection connection;
    private final Map<Integer, InputStream> open = new HashMap<>();
    private final Map<Integer, LargeValue> values = new HashMap<>();
    private boolean created;

    SqlitePieces(Connection connection) {
        this.connection = connection;
    }

    /** The expression for a value that was added under this number. */
    static String expression(int number, LargeValue value) {
        long pieces = Math.max(1, (value.length() + PIECE - 1) / PIECE);
        return PIECES.replace("?1", String.valueOf(number))
                .replace("?2", String.valueOf(pieces))
                .replace("?3", value.kind() == LargeValue.Kind.BYTES ? "BLOB" : "TEXT");
    }

    /** Opens the values of a statement, by their numbers. */
    void begin(Map<Integer, LargeValue> ofStatement) throws SQLException {
        if (!created && !ofStatement.isEmpty()) {
            Function.create(connection, NAME, new Piece());
            created = true;
        }
        values.putAll(ofStatement);
        ofStatement.forEach((number, value) -> open.put(number, value.open()));
    }

    /** Closes the values of a statement. */
    void end() {
        for (Map.Entry<Integer, InputStream> value : open.entrySet()) {
            try {
                value.getValue().close();
            } catch (IOException e) {
                throw values.get(value.getKey()).failure(e);
            }
        }
        open.clear();
        values.clear();
    }

    /** The next piece of a value. */
    private final class Piece extends Function {
        @Override
        protected void xFunc() throws SQLException {
            try {
                result(open.get(value_int(0)).readNBytes(PIECE));
            } catch (IOException e) {
                throw new SQLException(
                        StorageException.of("Reading a large value", e).getMessage(), e);
            }
        }
    }
}
