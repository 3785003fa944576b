package doppel.dialect.sqlite.definition;

import doppel.dialect.sqlite.connect.SqliteClauses;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.schema.Column;
import doppel.schema.Index;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Reads a schema with SQLite's own pragmas. Every table with its own b-tree counts, including shadow tables. */
public final class SqliteSchemaReader {

    private final Handle handle;
    private final SqliteCatalog catalog;
    private final Map<String, String> shadows;
    private final Map<String, TableFacts> factsByName = new HashMap<>();
    private final List<String> others = new ArrayList<>();

    private record TableFacts(String name, boolean withoutRowId) {}

    private record ColumnFacts(String name, String type, boolean notNull, String defaultValue, int key, int hidden) {}

    private record ReferenceFacts(int id, String table, String from, String to, String onDelete, String onUpdate) {}

    private SqliteSchemaReader(Handle handle, SqliteCatalog catalog) {
        this.handle = handle;
        this.catalog = catalog;
        shadows = SqliteShadows.of(handle);
    }

    /** The schema of a database. */
    public static Schema read(Handle handle) {
        return read(handle, SqliteCatalog.read(handle));
    }

    /** The schema of a database, of which this is recorded. */
    public static Schema read(Handle handle, SqliteCatalog catalog) {
        return new SqliteSchemaReader(handle, catalog).read();
    }

    private Schema read() {
        handle.createQuery("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0")
                .map((rows, context) -> new TableFacts(rows.getString(1), catalog.isWithoutRowId(rows.getString(1))))
                .forEach(facts -> factsByName.put(folded(facts.name()), facts));
        List<Table> tables = factsByName.values().stream()
                .map(this::table)
                .sorted(Comparator.comparing(Table::name))
                .toList();
        return new Schema(
                "sqlite",
                tables,
                Stream.concat(definitions().stream(), others.stream()).sorted().toList());
    }

    /** Definitions other than tables, and properties that only the definitions of tables contain. */
    private List<String> definitions() {
        List<String> found = new ArrayList<>();
        for (SqliteScript.Definition definition : SqliteScript.definitions(handle)) {
            switch (definition.type()) {
                case "view" -> found.add("view " + definition.name());
                case "trigger" -> found.add("trigger " + definition.name() + " on " + definition.table());
                case "table" -> {
                    if (definition.virtual()) {
                        found.add("virtual table " + definition.name());
                    } else if (!definition.internal()) {
                        found.addAll(SqliteClauses.of(definition.name(), definition.sql()));
                    }
                }
                default -> {} // indexes of plain columns belong to their tables
            }
        }
        return found;
    }

    private Table table(TableFacts facts) {
        List<ColumnFacts> columns = columns(facts.name());
        List<String> key = primaryKey(columns);
        boolean aliasesRowId = !facts.withoutRowId() && aliasesRowId(facts.name(), columns, key);
        Table.Builder table = Table.named(facts.name()).primaryKey(key.toArray(String[]::new));
        if (!facts.withoutRowId() && !aliasesRowId) {
            freeRowIdName(columns.stream().map(ColumnFacts::name)).ifPresent(table::rowId);
        }
        for (ColumnFacts column : columns) {
            boolean required = column.notNull() || aliasesRowId && column.key() > 0;
            Column.Kind kind = column.hidden() >= 2 ? Column.Kind.GENERATED : Column.Kind.STORED;
            table.add(new Column(column.name(), column.type(), !required, kind, column.defaultValue()));
        }
        addForeignKeys(facts.name(), table);
        SqliteIndexes indexes = SqliteIndexes.read(handle, catalog, facts.name(), aliasesRowId ? key.get(0) : null);
        for (Index index : indexes.plain()) {
            String[] names = index.columns().toArray(String[]::new);
            if (index.unique()) {
                table.unique(index.name(), names);
            } else {
                table.index(index.name(), names);
            }
        }
        indexes.others().forEach(index -> others.add("index " + index + " of " + facts.name()));
        boolean internal = isInternal(facts.name()) || shadows.containsKey(facts.name());
        if (aliasesRowId && !internal) {
            nextRowId(facts.name(), key.get(0)).ifPresent(next -> table.identity(key.get(0), next));
        }
        if (internal) {
            table.internal();
        }
        return table.build();
    }

    /** Whether SQLite keeps the table for itself. */
    public static boolean isInternal(String table) {
        return folded(table).startsWith("sqlite_");
    }

    private List<ColumnFacts> columns(String table) {
        return handle.createQuery(
                        "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?, 'main')"
                                + " WHERE hidden <> 1 ORDER BY cid")
                .bind(0, table)
                .map((rows, context) -> new ColumnFacts(
                        rows.getString(1),
                        rows.getString(2) == null ? "" : rows.getString(2),
                        rows.getInt(3) != 0,
                        rows.getString(4),
                        rows.getInt(5),
                        rows.getInt(6)))
                .list();
    }

    private static List<String> primaryKey(List<ColumnFacts> columns) {
        return columns.stream()
                .filter(column -> column.key() > 0)
                .sorted(Comparator.comparingInt(ColumnFacts::key))
                .map(ColumnFacts::name)
                .toList();
    }

    /** A primary key is the rowid itself if and only if it is one INTEGER column without its own index. */
    private boolean aliasesRowId(String table, List<ColumnFacts> columns, List<String> key) {
        return key.size() == 1
                && columns.stream()
                        .anyMatch(column -> column.key() > 0 && column.type().equalsIgnoreCase("INTEGER"))
                && handle.createQuery("SELECT count(*) FROM pragma_index_list(?, 'main') WHERE origin = 'pk'")
                                .bind(0, table)
                                .mapTo(Integer.class)
                                .one()
                        == 0;
    }

    /** The number that SQLite gives to the next row; none if it has already given the greatest. */
    private OptionalLong nextRowId(String table, String key) {
        OptionalLong greatest = greatest(table, key);
        OptionalLong counted = counted(table);
        boolean exhausted = greatest.orElse(0) == Long.MAX_VALUE || counted.orElse(0) == Long.MAX_VALUE;
        if (exhausted) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.max(greatest.orElse(0), counted.orElse(Long.MIN_VALUE)) + 1);
    }

    /** The greatest number that an AUTOINCREMENT table ever gave. */
    private OptionalLong counted(String table) {
        boolean counts = factsByName.containsKey(SqliteSequences.TABLE) && catalog.isAutoincrement(table);
        if (!counts) {
            return OptionalLong.empty();
        }
        long greatest = handle.createQuery("SELECT coalesce(max(seq), 0) FROM sqlite_sequence"
                        + " WHERE name = ? AND typeof(seq) = 'integer'")
                .bind(0, table)
                .mapTo(Long.class)
                .one();
        return OptionalLong.of(greatest);
    }

    private OptionalLong greatest(String table, String key) {
        return handle.createQuery("SELECT max(" + SqliteFile.quote(key) + ") FROM " + SqliteFile.quote(table))
                .map((rows, context) -> {
                    long greatest = rows.getLong(1);
                    return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(greatest);
                })
                .one();
    }

    /** A name of the rowid that no column has. Columns can use all of its names; then it cannot be accessed. */
    public static Optional<String> freeRowIdName(Stream<String> columns) {
        Set<String> taken = columns.map(SqliteSchemaReader::folded).collect(Collectors.toSet());
        return Stream.of("rowid", "_rowid_", "oid")
                .filter(name -> !taken.contains(name))
                .findFirst();
    }

    private void addForeignKeys(String table, Table.Builder builder) {
        Map<Integer, List<ReferenceFacts>> keys = new java.util.TreeMap<>();
        handle.createQuery("SELECT id, \"table\", \"from\", \"to\", on_delete, on_update FROM "
                        + "pragma_foreign_key_list(?, 'main')"
                        + " ORDER BY id, seq")
                .bind(0, table)
                .map((rows, context) -> new ReferenceFacts(
                        rows.getInt(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getString(5),
                        rows.getString(6)))
                .forEach(reference -> keys.computeIfAbsent(reference.id(), id -> new ArrayList<>())
                        .add(reference));
        for (List<ReferenceFacts> key : keys.values()) {
            String[] from = key.stream().map(ReferenceFacts::from).toArray(String[]::new);
            TableFacts referenced = factsByName.get(folded(key.get(0).table()));
            String referencedName = referenced == null ? key.get(0).table() : referenced.name();
            List<String> to = key.get(0).to() != null
                    ? key.stream()
                            .map(reference -> declared(referencedName, reference.to()))
                            .toList()
                    : referenced == null ? List.of(from) : primaryKey(columns(referencedName));
            if (to.size() == from.length) { // otherwise SQLite reports a mismatch, and nothing is known about it
                builder.foreignKey(from)
                        .references(referencedName, to.toArray(String[]::new))
                        .onDelete(key.get(0).onDelete())
                        .onUpdate(key.get(0).onUpdate());
            }
        }
    }

    /** The name of a column as its table has it, since a reference may have another case. */
    private String declared(String table, String column) {
        return columns(table).stream()
                .map(ColumnFacts::name)
                .filter(name -> folded(name).equals(folded(column)))
                .findFirst()
                .orElse(column);
    }

    /** SQLite compares names without regard to the case of ASCII letters. */
    public static String folded(String name) {
        return name.chars().anyMatch(c -> c >= 0x80)
                ? name.chars()
                        .map(c -> c < 0x80 ? Character.toLowerCase(c) : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : name.toLowerCase(Locale.ROOT);
    }
}
