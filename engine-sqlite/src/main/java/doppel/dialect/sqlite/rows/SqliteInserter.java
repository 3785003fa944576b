package doppel.dialect.sqlite.rows;

import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.value.SqliteBinder;
import doppel.fixture.Shape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Inserts rows in batches. One thread may fill batches while another inserts one. */
public final class SqliteInserter implements AutoCloseable {

    private final SqliteFile file;
    private final Connection connection;
    private final SqliteBinder binder;
    private final SqlitePieces pieces;
    private final Map<Shape, SqliteInsert> inserts = new HashMap<>(); // used by the filling thread

    public SqliteInserter(SqliteFile file, Connection connection, SqliteBinder binder) {
        this.file = file;
        this.connection = connection;
        this.binder = binder;
        pieces = new SqlitePieces(connection);
    }

    /** A batch without rows. */
    public Target.Batch batch() {
        return new SqliteBatch(file, connection, this, binder);
    }

    /** The statement for rows of a shape that has columns. */
    SqliteInsert insert(Shape shape) {
        return inserts.computeIfAbsent(shape, unknown -> new SqliteInsert(connection, unknown));
    }

    /** What gives the values that are in files. */
    SqlitePieces pieces() {
        return pieces;
    }

    /** Turns an error about a row into a refusal. */
    public static void refuse(SQLException e) throws RefusedException {
        if (e instanceof SQLiteException sqlite) {
            int primary = sqlite.getResultCode().code & 0xff;
            if (primary == SQLiteErrorCode.SQLITE_CONSTRAINT.code
                    || primary == SQLiteErrorCode.SQLITE_MISMATCH.code
                    || primary == SQLiteErrorCode.SQLITE_TOOBIG.code) {
                throw new RefusedException(SqliteFile.words(e), e);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        for (SqliteInsert insert : inserts.values()) {
            insert.close();
        }
        inserts.clear();
    }
}
