package doppel.dialect.mysql.rows;

import doppel.dialect.RowCursor;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.value.MysqlKind;
import doppel.dialect.mysql.value.MysqlReading;
import doppel.dialect.mysql.value.MysqlType;
import doppel.literal.LargeValue;
import doppel.literal.ValuePieces;
import doppel.literal.ValueTaker;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;

/** The rows of a query, streamed: until it is closed the connection can do nothing else. */
public final class MysqlRowCursor implements RowCursor {

    private final MysqlSession session;
    private final String doing;
    private final MysqlKind.Reader[] readers;
    private final List<MysqlType> types;
    private final MysqlResult rows;
    private long number;

    /**
     * @param sql a query with one column per type, as from {@link MysqlType#selected}
     */
    public MysqlRowCursor(MysqlSession session, String doing, String sql, List<MysqlType> types) {
        this.session = session;
        this.doing = doing;
        this.types = types;
        readers = types.stream().map(MysqlType::reader).toArray(MysqlKind.Reader[]::new);
        rows = session.query(doing, () -> new MysqlResult(session, sql));
    }

    @Override
    public boolean next(ValueTaker into) {
        try {
            if (!rows.begin()) {
                return false;
            }
        } catch (SQLException e) {
            throw session.failure(doing, e);
        }
        if (rows.isLong()) {
            session.query(doing, () -> readLong(into));
            return true;
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

    /** Reads a row of which only pieces are in memory. */
    private Void readLong(ValueTaker into) throws SQLException {
        for (int i = 0; i < readers.length; i++) {
            int length = rows.longValue();
            if (length < 0) {
                into.take(null);
            } else if (length >= LargeValue.SMALLEST && types.get(i).comesPlain()) {
                Value value = new Value(types.get(i).kind() != MysqlKind.BYTES, length);
                into.pieces(value);
                value.skipRest();
            } else {
                readers[i].read(rows.take(length), 0, length, into);
            }
        }
        number = 0;
        if (readers.length > 0 && rows.hasLongValue()) {
            int length = rows.longValue();
            number = MysqlReading.number(rows.take(length), 0, length);
        }
        return null;
    }

    /** A value of a long row. */
    private final class Value implements ValuePieces {
        private final boolean isText;
        private final int length;
        private int left;

        Value(boolean isText, int length) {
            this.isText = isText;
            this.length = length;
            left = length;
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
            while (left > 0) {
                int piece = session.query(doing, () -> rows.piece(left));
                left -= piece;
                out.write(rows.bytes(), rows.position() - piece, piece);
            }
        }

        void skipRest() throws SQLException {
            while (left > 0) {
                left -= rows.piece(left);
            }
        }
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
