package doppel.dialect.mysql.rows;

import doppel.dialect.RefusedException;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.value.MysqlType;
import doppel.dialect.mysql.value.MysqlValue;
import doppel.fixture.Row;
import doppel.schema.Column;
import doppel.schema.Index;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds, for a row that a key refuses, the row that already has the key: under a collation, the two need not look
 * alike.
 */
public final class MysqlDuplicates {

    private static final Pattern KEY = Pattern.compile("for key '(?:.*\\.)?([^.]*)'$", Pattern.DOTALL);

    private MysqlDuplicates() {}

    /** The refusal with the other row; the server's own words if that row cannot be found. */
    static RefusedException explained(MysqlSession session, Schema schema, Row row, RefusedException refusal) {
        Table table = schema.table(row.table()).orElseThrow();
        Matcher matcher = KEY.matcher(refusal.getMessage());
        if (!matcher.find()) {
            return refusal;
        }
        List<String> columns = columns(table, matcher.group(1));
        if (columns.isEmpty() || !columns.stream().allMatch(row::has)) {
            return refusal;
        }
        try {
            return explained(session, table, row, columns, refusal);
        } catch (RefusedException e) {
            return refusal;
        }
    }

    private static List<String> columns(Table table, String key) {
        if (key.equals("PRIMARY")) {
            return table.primaryKey();
        }
        return table.indexes().stream()
                .filter(index -> index.unique() && index.name().equals(key))
                .map(Index::columns)
                .findFirst()
                .orElse(List.of());
    }

    private static RefusedException explained(
            MysqlSession session, Table table, Row row, List<String> columns, RefusedException refusal)
            throws RefusedException {
        List<String> read = new ArrayList<>(columns);
        read.addAll(table.primaryKey());
        List<String> conditions = new ArrayList<>();
        for (String name : columns) {
            Column column = table.column(name).orElseThrow();
            MysqlType type = MysqlType.of(column);
            Object wire = MysqlValue.wire(row.get(name), type, table.name(), column);
            conditions.add(MysqlValue.condition(MysqlSession.quote(name), wire, type));
        }
        List<MysqlType> types = read.stream()
                .map(name -> MysqlType.of(table.column(name).orElseThrow()))
                .toList();
        List<String> selected = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            selected.add(types.get(i).selected(MysqlSession.quote(read.get(i))));
        }
        String sql = "SELECT " + String.join(", ", selected) + " FROM " + MysqlSession.quote(table.name()) + " WHERE "
                + String.join(" AND ", conditions) + " LIMIT 1";
        Object[] there = new Object[read.size()];
        try (MysqlRowCursor cursor = new MysqlRowCursor(session, "Looking for a row of " + table.name(), sql, types)) {
            if (!cursor.next(there)) {
                return refusal;
            }
        }
        List<Object> values = List.of(there);
        String equal = words(columns.stream().map(row::get).toList());
        String others = words(values.subList(0, columns.size()));
        String key = table.primaryKey().isEmpty()
                ? ""
                : " of the row with key (" + plainWords(values.subList(columns.size(), values.size())) + ")";
        return new RefusedException(
                table.name() + "." + String.join(", ", columns) + ": " + equal + " equals " + others + key
                        + collations(session, table, columns),
                refusal.getCause());
    }

    private static String collations(MysqlSession session, Table table, List<String> columns) {
        return columns.stream()
                .flatMap(column -> collation(session, table.name(), column).stream())
                .findFirst()
                .map(name -> " under the collation " + name)
                .orElse("");
    }

    /** The collation of a text column. */
    public static Optional<String> collation(MysqlSession session, String table, String column) {
        return Optional.ofNullable(session.string(
                "Reading the schema",
                "SELECT COLLATION_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND "
                        + "TABLE_NAME = "
                        + MysqlSession.literal(table) + " AND COLUMN_NAME = " + MysqlSession.literal(column)));
    }

    private static String words(List<Object> values) {
        return values.stream()
                .map(value -> value instanceof String ? "'" + MysqlValue.shown(value) + "'" : MysqlValue.shown(value))
                .collect(Collectors.joining(", "));
    }

    private static String plainWords(List<Object> values) {
        return values.stream().map(MysqlValue::shown).collect(Collectors.joining(", "));
    }
}
