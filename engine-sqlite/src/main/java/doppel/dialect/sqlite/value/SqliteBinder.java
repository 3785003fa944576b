package doppel.dialect.sqlite.value;

import doppel.dialect.RefusedException;
import doppel.fixture.ByShape;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.literal.LargeValue;
import doppel.literal.RawText;
import doppel.literal.ValueWords;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Passes the values of rows to statements, as their columns store them. Not thread-safe. */
public final class SqliteBinder {

    private static final int LONGEST_SHOWN = 60;

    /** SQLite's own limit; a library may be built with another, but others could not read the value. */
    private static final long LONGEST = 1_000_000_000;

    private final Schema schema;
    private final boolean inPieces;
    private final ByShape<SqliteAffinity[]> affinities = new ByShape<>(this::affinities);

    /** @param inPieces whether the database takes text as UTF-8, so that it may come in pieces */
    public SqliteBinder(Schema schema, boolean inPieces) {
        this.schema = schema;
        this.inPieces = inPieces;
    }

    /**
     * The value at this position of the row, as SQLite stores it; a {@link LargeValue} if it may stay in its file.
     *
     * @throws RefusedException if it cannot hold it exactly
     */
    public Object storable(Row row, int position) throws RefusedException {
        Object value = row.held(position);
        if (value == null) {
            return null;
        }
        SqliteAffinity affinity = affinities.of(row.shape())[position];
        if (value instanceof LargeValue large) {
            requireRoom(row, position, large);
            boolean unchanged = large.kind() == LargeValue.Kind.BYTES || affinity.keepsText();
            if (inPieces && unchanged) {
                return large;
            }
            value = large.whole();
        }
        if (value instanceof Long && affinity != SqliteAffinity.REAL) {
            return value;
        }
        Optional<Object> storable = SqliteTypes.storable(value, affinity);
        if (storable.isEmpty()) {
            throw new RefusedException(
                    row.table() + "." + row.columns().get(position) + ": SQLite cannot hold "
                            + ValueWords.thisOne(value) + " exactly: " + shortened(value),
                    null);
        }
        return storable.get();
    }

    private static void requireRoom(Row row, int position, LargeValue value) throws RefusedException {
        if (value.length() > LONGEST) {
            throw new RefusedException(
                    String.format(
                            Locale.ROOT,
                            "%s.%s: the value is too long: %,d bytes; SQLite holds at most %,d",
                            row.table(),
                            row.columns().get(position),
                            value.length(),
                            LONGEST),
                    null);
        }
    }

    /** Binds the row's values to the parameters that {@link #parameter} wrote. */
    public void bind(PreparedStatement statement, Row row, int before) throws SQLException, RefusedException {
        for (int i = 0; i < row.shape().size(); i++) {
            statement.setObject(before + i + 1, bindable(row, i));
        }
    }

    private Object bindable(Row row, int position) throws RefusedException {
        return bindable(LargeValue.whole(storable(row, position)));
    }

    /** A value that SQLite stores, for the parameter that {@link #parameter} wrote. */
    public static Object bindable(Object storable) {
        return storable instanceof RawText raw ? raw.bytes() : storable;
    }

    /** The parameter for a value: invalid text needs a cast from bytes. */
    public static String parameter(Object value) {
        return value instanceof RawText ? "CAST(? AS TEXT)" : "?";
    }

    private SqliteAffinity[] affinities(Shape shape) {
        Optional<Table> table = schema.table(shape.table());
        List<String> columns = shape.columns();
        SqliteAffinity[] found = new SqliteAffinity[columns.size()];
        for (int i = 0; i < found.length; i++) {
            String column = columns.get(i);
            found[i] = table.flatMap(known -> known.column(column))
                    .map(known -> SqliteAffinity.of(known.type()))
                    .orElse(SqliteAffinity.BLOB);
        }
        return found;
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
    }
}
