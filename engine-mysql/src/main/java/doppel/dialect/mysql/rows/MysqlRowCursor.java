package doppel.dialect.mysql.rows;

import doppel.dialect.RowCursor;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.value.MysqlKind;
import doppel.dialect.mysql.value.MysqlReading;
import doppel.dialect.mysql.value.MysqlType;
import doppel.literal.ValueTaker;
import java.sql.SQLException;
import java.util.List;

/** The rows of a query, streamed: until it is closed the connection can do nothing else. */
public final class MysqlRowCursor implements RowCursor {

    private final MysqlSession session;
    private final String doing;
    private final MysqlKind.Reader[] readers;
    private final MysqlResult rows;
    private long number;

    /**
     * @param sql a query with one column per type, as from {@link MysqlType#selected}
     */
    public MysqlRowCursor(MysqlSession session, String doing, String sql, List<MysqlType> types) {
        this.session = session;
        this.doing = doing;
        readers = types.stream().map(MysqlType::reader).toArray(MysqlKind.Reader[]::new);
        rows = session.query(doing, () -> new MysqlResult(session, sql));
    }

    @Override
    public boolean next(ValueTaker into) {
        try {
            if (!rows.next()) {
                return false;
            }
        } catch (SQLException e) {
            throw session.failure(doing, e);
        }
        for (MysqlKind.Reader reader : readers) {
            if (rows.nextValue()) {
                reader.read(rows.bytes(), rows.from(), rows.to(), into);
            } else {
                into.take(null);
            }
        }
        number = readers.length > 0 && rows.hasValue() && rows.nextValue()
                ? MysqlReading.number(rows.bytes(), rows.from(), rows.to())
                : 0;
        return true;
    }

    /** A whole number in the column after the typed ones; 0 if there is none. */
    long number() {
        return number;
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (SQLException e) {
            throw session.failure(doing, e);
        }
    }
}
