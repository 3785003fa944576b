package doppel.dialect.mysql;

import doppel.dialect.Resources;
import doppel.dialect.RowCursor;
import doppel.literal.ValueTaker;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The rows of a query, streamed: until it is closed the connection can do nothing else. */
final class MysqlRowCursor implements RowCursor {

    private final MysqlSession session;
    private final String doing;
    private final MysqlType[] types;
    private final Statement statement;
    private final ResultSet rows;

    /**
     * @param sql a query of one column for each type, as {@link MysqlType#selected} has it
     */
    MysqlRowCursor(MysqlSession session, String doing, String sql, List<MysqlType> types) {
        this.session = session;
        this.doing = doing;
        this.types = types.toArray(MysqlType[]::new);
        Statement opened = null;
        try {
            opened = session.connection().createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
            opened.setEscapeProcessing(false);
            opened.setFetchSize(Integer.MIN_VALUE); // how Connector/J is told to stream
            rows = opened.executeQuery(sql);
        } catch (SQLException e) {
            Resources.closeQuietly(opened, e);
            throw session.failure(doing, e);
        }
        statement = opened;
    }

    @Override
    public boolean next(ValueTaker into) {
        try {
            if (!rows.next()) {
                return false;
            }
            for (int i = 0; i < types.length; i++) {
                into.take(types[i].read(rows.getBytes(i + 1)));
            }
            return true;
        } catch (SQLException e) {
            throw session.failure(doing, e);
        }
    }

    /** A number in the column behind those that have types. */
    long number() {
        try {
            return rows.getLong(types.length + 1);
        } catch (SQLException e) {
            throw session.failure(doing, e);
        }
    }

    @Override
    public void close() {
        try {
            rows.close();
            statement.close();
        } catch (SQLException e) {
            throw session.failure(doing, e);
        }
    }
}
