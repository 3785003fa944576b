package doppel.dialect.mysql.definition;

import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.value.MysqlKind;
import doppel.dialect.mysql.value.MysqlType;
import doppel.schema.Column;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the schema of a database from {@code information_schema}. */
public final class MysqlSchemaReader {

    private static final String DOING = "Reading the schema";
    private static final Set<String> TEXT_TYPES =
            Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set");

    private final MysqlSession session;
    private final String database;
    private final Predicate<String> own;
    private final List<String> others = new ArrayList<>();

    /** A table and the number that its next row gets. */
    private record TableFacts(String name, long next) {}

    /** A column of an index; a plain one has a name, no prefix and ascends. */
    private record IndexColumn(String table, String index, boolean unique, String column, boolean plain) {}

    private record ReferenceColumn(
            String table,
            String key,
            String column,
            String parent,
            String parentColumn,
            String delete,
            String update) {}

    private MysqlSchemaReader(MysqlSession session, String database) {
        this.session = session;
        this.database = MysqlSession.literal(database);
        own = MysqlStructure.isNamed(session, database);
    }

    /** The schema of the chosen database. */
    public static Schema read(MysqlSession session) {
        return new MysqlSchemaReader(session, session.database()).read();
    }

    private Schema read() {
        Map<String, Table.Builder> tables = new LinkedHashMap<>();
        Map<String, TableFacts> facts = new LinkedHashMap<>();
        for (TableFacts table : tableFacts()) {
            facts.put(table.name(), table);
            tables.put(table.name(), Table.named(table.name()));
        }
        addColumns(tables, facts);
        addIndexes(tables);
        addForeignKeys(tables);
        others.addAll(MysqlOthers.read(session, database));
        return new Schema(
                session.flavor().id(),
                tables.values().stream()
                        .map(Table.Builder::build)
                        .sorted(Comparator.comparing(Table::name))
                        .toList(),
                others.stream().sorted().toList());
    }

    private List<TableFacts> tableFacts() {
        return session.list(
                DOING,
                "SELECT TABLE_NAME, AUTO_INCREMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA = " + database
                        + " AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') AND "
                        + MysqlTableOptions.hasOwnRows("ENGINE"),
                row -> new TableFacts(row.getString(1), next(row.getString(2))));
    }

    private static long next(String number) {
        return number == null
                ? 1
                : new BigInteger(number).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }

    private void addColumns(Map<String, Table.Builder> tables, Map<String, TableFacts> facts) {
        Set<String> json = Set.copyOf(jsonColumns());
        MysqlHiddenDefaults hidden = MysqlHiddenDefaults.read(session);
        session.list(
                DOING,
                "SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT, EXTRA, "
                        + "CHARACTER_SET_NAME, DATA_TYPE,"
                        + " GENERATION_EXPRESSION FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = " + database
                        + " ORDER BY TABLE_NAME, ORDINAL_POSITION",
                row -> {
                    Table.Builder table = tables.get(row.getString(1));
                    if (table != null) {
                        String name = row.getString(2);
                        Column column = column(row, json.contains(row.getString(1) + "." + name));
                        table.add(hidden.of(row.getString(1), name)
                                .map(column::withDefault)
                                .orElse(column));
                        if (row.getString(6).contains("auto_increment")) {
                            table.identity(name, facts.get(row.getString(1)).next());
                        }
                    }
                    return table;
                });
    }

    /** MariaDB stores JSON in a text column with a special check. */
    private List<String> jsonColumns() {
        return session.isMariadb()
                ? session.strings(
                        DOING,
                        "SELECT CONCAT(TABLE_NAME, '.', CONSTRAINT_NAME) FROM information_schema.CHECK_CONSTRAINTS"
                                + " WHERE CONSTRAINT_SCHEMA = " + database
                                + " AND CHECK_CLAUSE = CONCAT('json_valid(`', REPLACE(CONSTRAINT_NAME, '`', "
                                + "'``'), '`)')")
                : List.of();
    }

    private Column column(ResultSet row, boolean json) throws SQLException {
        String type = row.getString(3);
        String charset = row.getString(7);
        String extra = row.getString(6);
        boolean otherCharset =
                charset != null && TEXT_TYPES.contains(row.getString(8)) && !charset.equals(MysqlType.USUAL_CHARSET);
        boolean generated = row.getString(9) != null && !row.getString(9).isEmpty();
        return new Column(
                row.getString(2),
                json && type.equals("longtext") ? "json" : type + (otherCharset ? MysqlType.CHARSET + charset : ""),
                row.getString(4).equals("YES"),
                generated ? Column.Kind.GENERATED : Column.Kind.STORED,
                generated ? null : defaultValue(row.getString(5), extra, row.getString(8)));
    }

    /** The default as an expression; MySQL reports a literal without its quotes. */
    private String defaultValue(String value, String extra, String type) {
        if (value == null || session.isMariadb()) {
            // a default that takes a number from a sequence includes the database's name
            return value == null || value.equals("NULL")
                    ? null
                    : MysqlNames.of(value, MysqlToken.Mode.PLAIN).without(own);
        }
        if (extra.contains("DEFAULT_GENERATED")) {
            return value.toUpperCase(java.util.Locale.ROOT).startsWith("CURRENT_TIMESTAMP") ? value : "(" + value + ")";
        }
        boolean number = value.matches("-?[0-9.]+(e[-+]?[0-9]+)?") && isNumber(type);
        return number || value.startsWith("b'") && type.equals("bit") || value.startsWith("0x")
                ? value
                : "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private static boolean isNumber(String type) {
        return MysqlKind.named(type)
                .map(kind -> switch (kind) {
                    case INTEGER, DECIMAL, FLOAT, DOUBLE, YEAR -> true;
                    default -> false;
                })
                .orElse(false);
    }

    private void addIndexes(Map<String, Table.Builder> tables) {
        Map<List<String>, List<IndexColumn>> indexes = new LinkedHashMap<>();
        session.list(
                        DOING,
                        "SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE = 0, COLUMN_NAME, COLUMN_NAME IS NOT NULL AND "
                                + "SUB_PART IS NULL"
                                + " AND COALESCE(COLLATION, 'A') <> 'D' AND INDEX_TYPE IN ('BTREE', 'HASH')"
                                + " FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = " + database
                                + " ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX",
                        row -> new IndexColumn(
                                row.getString(1),
                                row.getString(2),
                                row.getBoolean(3),
                                row.getString(4),
                                row.getBoolean(5)))
                .forEach(column -> indexes.computeIfAbsent(
                                List.of(column.table(), column.index()), key -> new ArrayList<>())
                        .add(column));
        for (List<IndexColumn> index : indexes.values()) {
            IndexColumn first = index.get(0);
            Table.Builder table = tables.get(first.table());
            if (table == null) {
                continue;
            }
            String[] columns = index.stream().map(IndexColumn::column).toArray(String[]::new);
            if (first.index().equals("PRIMARY")) {
                table.primaryKey(columns);
            } else if (!index.stream().allMatch(IndexColumn::plain)) {
                others.add("index " + first.index() + " of " + first.table());
            } else if (first.unique()) {
                table.unique(first.index(), columns);
            } else {
                table.index(first.index(), columns);
            }
        }
    }

    private void addForeignKeys(Map<String, Table.Builder> tables) {
        Map<List<String>, List<ReferenceColumn>> keys = new LinkedHashMap<>();
        session.list(
                        DOING,
                        "SELECT k.TABLE_NAME, k.CONSTRAINT_NAME, k.COLUMN_NAME, CASE WHEN k.REFERENCED_TABLE_SCHEMA "
                                + "= k.TABLE_SCHEMA"
                                + " THEN k.REFERENCED_TABLE_NAME ELSE CONCAT(k.REFERENCED_TABLE_SCHEMA, '.', "
                                + "k.REFERENCED_TABLE_NAME) END,"
                                + " k.REFERENCED_COLUMN_NAME, r.DELETE_RULE, r.UPDATE_RULE FROM "
                                + "information_schema.KEY_COLUMN_USAGE k"
                                + " JOIN information_schema.REFERENTIAL_CONSTRAINTS r ON r.CONSTRAINT_SCHEMA = "
                                + "k.CONSTRAINT_SCHEMA"
                                + " AND r.TABLE_NAME = k.TABLE_NAME AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME"
                                + " WHERE k.TABLE_SCHEMA = " + database + " AND k.REFERENCED_TABLE_NAME IS NOT NULL"
                                + " ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION",
                        row -> new ReferenceColumn(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7)))
                .forEach(column -> keys.computeIfAbsent(List.of(column.table(), column.key()), key -> new ArrayList<>())
                        .add(column));
        for (List<ReferenceColumn> key : keys.values()) {
            ReferenceColumn first = key.get(0);
            Table.Builder table = tables.get(first.table());
            if (table != null) {
                table.foreignKey(key.stream().map(ReferenceColumn::column).toArray(String[]::new))
                        .references(
                                first.parent(),
                                key.stream().map(ReferenceColumn::parentColumn).toArray(String[]::new))
                        .onDelete(first.delete())
                        .onUpdate(first.update());
            }
        }
    }
}
