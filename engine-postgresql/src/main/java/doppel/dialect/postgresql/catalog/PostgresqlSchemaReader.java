package doppel.dialect.postgresql.catalog;

import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.dialect.postgresql.value.PostgresqlTypes;
import doppel.schema.Column;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * Reads a schema from {@code pg_catalog}: the ordinary and partitioned tables of all schemas that are not the server's
 * own or an extension's. Partitions do not count as tables: their rows belong to the partitioned table.
 */
public final class PostgresqlSchemaReader {

    /** The engine's name in fixtures. */
    public static final String ENGINE = "postgresql";

    /** The condition that a namespace {@code n} belongs to a user. */
    public static final String USER_SCHEMA = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

    /** The condition that a relation {@code c} is a user's table. */
    public static final String USER_TABLE = USER_SCHEMA + " AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't'"
            + " AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid"
            + " AND e.deptype = 'e')";

    /** The condition that a trigger {@code t} is a user's: before PostgreSQL 15, those on partitions are internal. */
    public static final String USER_TRIGGER =
            "NOT EXISTS (SELECT FROM pg_constraint k WHERE k.oid = t.tgconstraint AND k.contype <> 't')";

    /** The filter of the rows that users have added to an extension's table; NULL for other tables. */
    private static final String FILTER = "(SELECT k.filter FROM pg_extension x,"
            + " unnest(x.extconfig, x.extcondition) k (oid, filter) WHERE k.oid = c.oid)";

    /** The condition that the user may read all rows of a relation {@code c}, so that he may carry them. */
    public static final String READABLE = "has_table_privilege(c.oid, 'SELECT') AND NOT row_security_active(c.oid)";

    private static final String EXTENSION = "(SELECT x.extname FROM pg_extension x WHERE c.oid = ANY (x.extconfig))";

    /** The condition that a relation {@code c} is a user's table, or one of an extension that holds rows of users. */
    private static final String TABLE_WITH_ROWS =
            "(" + USER_TABLE + " OR c.relkind = 'r' AND " + FILTER + " IS NOT NULL AND " + READABLE + ")";

    private static final String FROM_TABLES =
            " JOIN pg_class c ON c.oid = %s JOIN pg_namespace n ON n.oid = c.relnamespace WHERE " + TABLE_WITH_ROWS;

    private final Handle handle;
    private final Predicate<String> extensions;
    private final Map<Long, PostgresqlTables.Relation> relations = new LinkedHashMap<>();
    private final Map<Long, List<Column>> columns = new HashMap<>();

    private PostgresqlSchemaReader(Handle handle, Predicate<String> extensions) {
        this.handle = handle;
        this.extensions = extensions;
    }

    /**
     * Reads the schema; names must be written with their schemas, as the sessions of {@code PostgresqlConnector} do.
     *
     * @param largeObjects whether there is a table of large objects
     */
    public static PostgresqlTables read(Handle handle, boolean largeObjects) {
        return new PostgresqlSchemaReader(handle, extension -> true).read(largeObjects);
    }

    /** The same for a target, which takes rows of extensions only if its script creates these. */
    public static PostgresqlTables ofTarget(Handle handle, Set<String> extensions) {
        return new PostgresqlSchemaReader(handle, extensions::contains).read(true);
    }

    private PostgresqlTables read(boolean largeObjects) {
        readRelations();
        readColumns();
        Map<Long, Table.Builder> builders = new LinkedHashMap<>();
        relations.forEach((oid, relation) -> {
            Table.Builder table = Table.named(relation.name().toString());
            columns.getOrDefault(oid, List.of()).forEach(table::add);
            builders.put(oid, table);
        });
        addIndexes(builders);
        new PostgresqlIdentities(handle).read().forEach((oid, identity) -> {
            if (builders.containsKey(oid)) {
                builders.get(oid).identity(identity.column(), identity.next());
            }
        });
        List<PostgresqlForeignKey> references = new PostgresqlKeyReader(handle).read();
        Map<String, Long> byName = new HashMap<>();
        relations.forEach((oid, relation) -> byName.put(relation.name().toString(), oid));
        for (PostgresqlForeignKey reference : references) {
            Long oid = byName.get(reference.table());
            if (oid != null && reference.referring().equals(relations.get(oid).rows())) {
                builders.get(oid)
                        .foreignKey(reference.key().columns().toArray(String[]::new))
                        .references(
                                reference.key().table(),
                                reference.key().referencedColumns().toArray(String[]::new))
                        .onDelete(reference.key().onDelete())
                        .onUpdate(reference.key().onUpdate());
            }
        }
        List<Table> tables = new ArrayList<>();
        builders.values().forEach(table -> tables.add(table.build()));
        Map<String, PostgresqlTables.Relation> named = new HashMap<>();
        relations.values().forEach(relation -> named.put(relation.name().toString(), relation));
        if (largeObjects) {
            tables.add(PostgresqlLargeObjects.table());
            named.put(PostgresqlLargeObjects.NAME.toString(), PostgresqlLargeObjects.relation(handle));
        }
        tables.sort(Comparator.comparing(Table::name));
        return new PostgresqlTables(new Schema(ENGINE, tables, PostgresqlOthers.read(handle)), named, references);
    }

    private void readRelations() {
        handle.createQuery("SELECT c.oid, n.nspname, c.relname, c.relkind = 'p', " + FILTER + ", " + EXTENSION
                        + " FROM pg_class c"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE " + TABLE_WITH_ROWS
                        + " AND NOT c.relispartition")
                .map((rows, context) -> {
                    PostgresqlTables.Relation relation = PostgresqlTables.Relation.of(
                                    rows.getLong(1),
                                    new PostgresqlName(rows.getString(2), rows.getString(3)),
                                    rows.getBoolean(4))
                            .filtered(rows.getString(5));
                    return rows.getString(6) == null || extensions.test(rows.getString(6))
                            ? relations.put(relation.oid(), relation)
                            : null;
                })
                .list();
    }

    private void readColumns() {
        Map<Long, String> madeOf = new HashMap<>();
        Set<Long> requiredDomains = new HashSet<>();
        Map<Long, String> domainDefaults = new HashMap<>();
        readTypes(madeOf, requiredDomains, domainDefaults);
        handle.createQuery(
                        "SELECT a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod), a.atttypid, a.attnotnull"
                                + " AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = a.attrelid AND "
                                + "k.contype = 'n'"
                                + " AND NOT k.convalidated AND k.conkey = ARRAY[a.attnum]), a.attgenerated <> '',"
                                + " CASE a.attidentity WHEN 'a' THEN 'GENERATED ALWAYS AS IDENTITY'"
                                + " WHEN 'd' THEN 'GENERATED BY DEFAULT AS IDENTITY' ELSE pg_get_expr(d.adbin, "
                                + "d.adrelid) END"
                                + " FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND "
                                + "d.adnum = a.attnum"
                                + String.format(Locale.ROOT, FROM_TABLES, "a.attrelid")
                                + " AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attrelid, a.attnum")
                .map((rows, context) -> {
                    long type = rows.getLong(4);
                    String made = madeOf.get(type);
                    boolean generated = rows.getBoolean(6);
                    String defaultValue = rows.getString(7);
                    columns.computeIfAbsent(rows.getLong(1), oid -> new ArrayList<>())
                            .add(new Column(
                                    rows.getString(2),
                                    rows.getString(3) + (made == null ? "" : PostgresqlTypes.MADE_OF + made),
                                    generated || !rows.getBoolean(5) && !requiredDomains.contains(type),
                                    generated ? Column.Kind.GENERATED : Column.Kind.STORED,
                                    generated ? null : defaultValue == null ? domainDefaults.get(type) : defaultValue));
                    return true;
                })
                .list();
    }

    /** The base types of domains and enums, and the properties that domains give to their columns. */
    private void readTypes(Map<Long, String> madeOf, Set<Long> required, Map<Long, String> defaults) {
        handle.createQuery("SELECT enumtypid, string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder)"
                        + " FROM pg_enum GROUP BY enumtypid")
                .map((rows, context) -> madeOf.put(rows.getLong(1), PostgresqlTypes.ENUM + rows.getString(2) + ")"))
                .list();
        Map<Long, String> enums = Map.copyOf(madeOf);
        handle.createQuery("WITH RECURSIVE base (domain, type, modifier, required, initial) AS ("
                        + " SELECT oid, typbasetype, typtypmod, typnotnull, typdefault FROM pg_type WHERE typtype = 'd'"
                        + " UNION ALL SELECT b.domain, t.typbasetype,"
                        + " CASE b.modifier WHEN -1 THEN t.typtypmod ELSE b.modifier END, b.required OR t.typnotnull,"
                        + " coalesce(b.initial, t.typdefault)"
                        + " FROM base b JOIN pg_type t ON t.oid = b.type AND t.typtype = 'd')"
                        + " SELECT b.domain, format_type(b.type, b.modifier), b.type, b.required, b.initial"
                        + " FROM base b JOIN pg_type t ON t.oid = b.type AND t.typtype <> 'd'")
                .map((rows, context) -> {
                    String labels = enums.get(rows.getLong(3));
                    madeOf.put(
                            rows.getLong(1),
                            rows.getString(2) + (labels == null ? "" : PostgresqlTypes.MADE_OF + labels));
                    if (rows.getBoolean(4)) {
                        required.add(rows.getLong(1));
                    }
                    defaults.put(rows.getLong(1), rows.getString(5));
                    return true;
                })
                .list();
    }

    private void addIndexes(Map<Long, Table.Builder> builders) {
        handle.createQuery("SELECT i.indrelid, x.relname, i.indisprimary, i.indisunique, (SELECT array_agg(a.attname"
                        + " ORDER BY k.place) FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (number, place)"
                        + " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number"
                        + " WHERE k.place <= i.indnkeyatts) FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid"
                        + " JOIN pg_am m ON m.oid = x.relam" + String.format(Locale.ROOT, FROM_TABLES, "i.indrelid")
                        + " AND i.indexprs IS NULL AND i.indpred IS NULL AND i.indisvalid"
                        + " AND (i.indisprimary OR m.amname IN ('btree', 'hash') AND NOT i.indisexclusion)"
                        + " ORDER BY x.relname")
                .map((rows, context) -> {
                    Table.Builder table = builders.get(rows.getLong(1));
                    String[] names = strings(rows, 5);
                    if (table == null) {
                        return false; // of a partition
                    }
                    if (rows.getBoolean(3)) {
                        table.primaryKey(names);
                    } else if (rows.getBoolean(4)) {
                        table.unique(rows.getString(2), names);
                    } else {
                        table.index(rows.getString(2), names);
                    }
                    return true;
                })
                .list();
    }

    /** The texts of an array. */
    static String[] strings(ResultSet rows, int column) throws SQLException {
        Array array = rows.getArray(column);
        return array == null ? new String[0] : (String[]) array.getArray();
    }
}
