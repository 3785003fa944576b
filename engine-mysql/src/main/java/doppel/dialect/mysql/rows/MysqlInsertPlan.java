package doppel.dialect.mysql.rows;

import doppel.dialect.RefusedException;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.value.MysqlKind;
import doppel.dialect.mysql.value.MysqlTimes;
import doppel.dialect.mysql.value.MysqlType;
import doppel.dialect.mysql.value.MysqlValue;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.literal.LargeValue;
import doppel.schema.Column;
import doppel.schema.Identity;
import doppel.schema.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How rows of a shape are inserted.
 *
 * @param table the table's name
 * @param columns the columns that the rows have values for
 * @param types their types
 * @param loading the statement that loads a file of rows
 * @param inserting the beginning of a statement that inserts rows
 * @param numbered the column that the server numbers, since the rows have no values for it
 */
record MysqlInsertPlan(
        String table,
        List<Column> columns,
        List<MysqlType> types,
        String loading,
        String inserting,
        Optional<String> numbered) {

    private static final int OTHER_WORDS = 1 << 16;

    static MysqlInsertPlan of(Shape shape, Table table) {
        List<Column> columns = shape.columns().stream()
                .map(name -> table.column(name).orElseThrow())
                .toList();
        List<MysqlType> types = columns.stream().map(MysqlType::of).toList();
        return new MysqlInsertPlan(
                table.name(),
                columns,
                types,
                loading(table.name(), columns, types),
                inserting(table.name(), columns),
                Optional.ofNullable(table.identity())
                        .map(Identity::column)
                        .filter(name -> !shape.columns().contains(name)));
    }

    /** The file is treated as bytes, so that they are stored unchanged; only text in other encodings is converted. */
    private static String loading(String table, List<Column> columns, List<MysqlType> types) {
        List<String> fields = new ArrayList<>();
        List<String> conversions = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = MysqlSession.quote(columns.get(i).name());
            if (types.get(i).needsConversion()) {
                fields.add("@v" + i);
                conversions.add(name + " = CONVERT(@v" + i + " USING utf8mb4)");
            } else {
                fields.add(name);
            }
        }
        return "LOAD DATA LOCAL INFILE 'rows' INTO TABLE " + MysqlSession.quote(table)
                + " CHARACTER SET binary FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' ("
                + String.join(", ", fields) + ")"
                + (conversions.isEmpty() ? "" : " SET " + String.join(", ", conversions));
    }

    private static String inserting(String table, List<Column> columns) {
        return columns.stream()
                .map(column -> MysqlSession.quote(column.name()))
                .collect(Collectors.joining(", ", "INSERT INTO " + MysqlSession.quote(table) + " (", ") VALUES "));
    }

    /** What is sent for the values of a row. */
    Object[] wires(Row row) throws RefusedException {
        Object[] wires = new Object[columns.size()];
        for (int i = 0; i < wires.length; i++) {
            wires[i] = MysqlValue.wire(row.held(i), types.get(i), table, columns.get(i));
        }
        return wires;
    }

    /**
     * Writes a row into a file, as {@link #wires} has it; usual values without intermediate objects.
     *
     * @return false if no file can express it; then a part of it has been written
     */
    boolean write(Row row, MysqlRowFile file) throws RefusedException {
        for (int i = 0; i < types.size(); i++) {
            Object value = row.held(i);
            MysqlKind kind = types.get(i).kind();
            if (kind == MysqlKind.INTEGER && value instanceof Long number) {
                file.number(number);
            } else if (kind == MysqlKind.DATE && value instanceof LocalDate day && MysqlTimes.isInRange(day)) {
                file.day(day);
            } else {
                Object wire = MysqlValue.wire(value, types.get(i), table, columns.get(i));
                if (MysqlValue.isSpecial(wire)) {
                    return false;
                }
                file.field(wire);
            }
        }
        file.endRow();
        return true;
    }

    /**
     * Refuses a row with a value in a file that no statement can hold; a file of rows could, but the server has not
     * taken it.
     *
     * @param most how many bytes a statement may have
     */
    void requireRoom(Object[] wires, long most) throws RefusedException {
        for (int i = 0; i < wires.length; i++) {
            if (wires[i] instanceof LargeValue large && inStatement(large) + OTHER_WORDS > most) {
                throw new RefusedException(
                        String.format(
                                Locale.ROOT,
                                "%s.%s: the value is too long for a statement: it takes %,d bytes there, and"
                                        + " max_allowed_packet is %,d; raise it, or set local_infile = ON",
                                table,
                                columns.get(i).name(),
                                inStatement(large),
                                most),
                        null);
            }
        }
    }

    /** How many bytes a value takes in a statement, at least: bytes stand there as two digits each. */
    private static long inStatement(LargeValue value) {
        return value.kind() == LargeValue.Kind.TEXT ? value.length() : 2 * value.length();
    }

    /** Writes a row's values for a statement. */
    void literals(StringBuilder sql, Object[] wires) {
        sql.append('(');
        for (int i = 0; i < wires.length; i++) {
            sql.append(i == 0 ? "" : ", ");
            MysqlValue.literal(sql, wires[i]);
        }
        sql.append(')');
    }
}
