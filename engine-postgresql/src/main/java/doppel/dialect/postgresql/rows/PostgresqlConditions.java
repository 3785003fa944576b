package doppel.dialect.postgresql.rows;

import doppel.dialect.RefusedException;
import doppel.dialect.postgresql.connect.PostgresqlEncoding;
import doppel.dialect.postgresql.value.PostgresqlType;
import doppel.dialect.postgresql.value.PostgresqlTypes;
import doppel.fixture.Row;
import doppel.literal.JavaType;
import doppel.literal.RawText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the values of rows into statements, as parameters that the server reads like the text of {@code COPY}. */
public final class PostgresqlConditions implements AutoCloseable {

    private final Connection connection;
    private final PostgresqlEncoding encoding;
    private final PostgresqlTargetColumns columns;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    public PostgresqlConditions(Connection connection, PostgresqlEncoding encoding, PostgresqlTargetColumns columns) {
        this.connection = connection;
        this.encoding = encoding;
        this.columns = columns;
    }

    /** The statement of this text, prepared once. */
    public PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    /** The condition that a row has these values; NULL equals NULL. It can use an index, unlike IS NOT DISTINCT. */
    public String where(Row key) {
        PostgresqlTargetColumn[] of = columns(key);
        return IntStream.range(0, of.length)
                .mapToObj(i -> condition(of[i], key.value(i)))
                .collect(Collectors.joining(" AND ", " WHERE ", ""));
    }

    private String condition(PostgresqlTargetColumn column, Object value) {
        if (value == null) {
            return column.sql() + " IS NULL";
        }
        String parameter = parameter(column, value);
        return column.type().type().comparable()
                ? column.sql() + " = " + parameter
                : PostgresqlTypes.text(column.type(), column.sql()) + " = "
                        + PostgresqlTypes.textOfValue(column.type(), parameter);
    }

    /** Assignments of the row's values. */
    public String assignments(Row changes) {
        PostgresqlTargetColumn[] of = columns(changes);
        List<String> values = values(changes);
        return IntStream.range(0, of.length)
                .mapToObj(i -> of[i].sql() + " = " + values.get(i))
                .collect(Collectors.joining(", "));
    }

    /** The row's values, for its columns. */
    List<String> values(Row row) {
        PostgresqlTargetColumn[] of = columns(row);
        return IntStream.range(0, of.length)
                .mapToObj(i -> row.value(i) == null ? "NULL" : parameter(of[i], row.value(i)))
                .toList();
    }

    private String parameter(PostgresqlTargetColumn column, Object value) {
        return value instanceof RawText
                ? encoding.textOf("?")
                : "CAST(? AS " + column.type().castName() + ")";
    }

    /** Binds the values that are not null; returns how many parameters have been bound so far. */
    public int bind(PreparedStatement statement, Row row, int before) throws SQLException, RefusedException {
        PostgresqlTargetColumn[] of = columns(row);
        int bound = before;
        for (int i = 0; i < of.length; i++) {
            Object value = row.value(i);
            if (value instanceof RawText raw) {
                statement.setBytes(++bound, of[i].bytes(raw));
            } else if (value != null) {
                statement.setObject(++bound, of[i].text(value), Types.OTHER);
            }
        }
        return bound;
    }

    /** Whether the server may not understand one of the values: a text for a column of another type. */
    boolean mayFail(Row row) {
        PostgresqlTargetColumn[] of = columns(row);
        return IntStream.range(0, of.length).anyMatch(i -> {
            PostgresqlType type = of[i].type().type();
            return row.value(i) instanceof String && !(type.comparable() && type.nullable() == JavaType.STRING);
        });
    }

    private PostgresqlTargetColumn[] columns(Row row) {
        return columns.of(row.shape());
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
        statements.clear();
    }
}
