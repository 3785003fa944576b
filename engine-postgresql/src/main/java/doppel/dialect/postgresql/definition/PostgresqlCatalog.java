package doppel.dialect.postgresql.definition;

import doppel.dialect.postgresql.connect.PostgresqlErrors;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The users' definitions in a database, from the system's catalogs: objects, what each is a part of, and what it needs.
 */
final class PostgresqlCatalog {

    /** The first object number that is not reserved for the system. */
    private static final int FIRST_USER_OID = 16384;

    /** The catalogs of users' objects, and how each finds the schema that an object is dropped with. */
    private static final Map<String, String> SCHEMA_BY_CATALOG = new TreeMap<>(Map.ofEntries(
            Map.entry("pg_namespace", "o.oid"),
            Map.entry("pg_class", "o.relnamespace"),
            Map.entry("pg_type", "o.typnamespace"),
            Map.entry("pg_proc", "o.pronamespace"),
            Map.entry("pg_constraint", "o.connamespace"),
            Map.entry("pg_collation", "o.collnamespace"),
            Map.entry("pg_conversion", "o.connamespace"),
            Map.entry("pg_operator", "o.oprnamespace"),
            Map.entry("pg_opclass", "o.opcnamespace"),
            Map.entry("pg_opfamily", "o.opfnamespace"),
            Map.entry("pg_statistic_ext", "o.stxnamespace"),
            Map.entry("pg_ts_parser", "o.prsnamespace"),
            Map.entry("pg_ts_dict", "o.dictnamespace"),
            Map.entry("pg_ts_template", "o.tmplnamespace"),
            Map.entry("pg_ts_config", "o.cfgnamespace"),
            Map.entry("pg_attrdef", "(SELECT relnamespace FROM pg_class WHERE oid = o.adrelid)"),
            Map.entry("pg_trigger", "(SELECT relnamespace FROM pg_class WHERE oid = o.tgrelid)"),
            Map.entry("pg_rewrite", "(SELECT relnamespace FROM pg_class WHERE oid = o.ev_class)"),
            Map.entry("pg_policy", "(SELECT relnamespace FROM pg_class WHERE oid = o.polrelid)"),
            Map.entry("pg_amop", "0::oid"),
            Map.entry("pg_amproc", "0::oid"),
            Map.entry("pg_cast", "0::oid"),
            Map.entry("pg_transform", "0::oid"),
            Map.entry("pg_language", "0::oid"),
            Map.entry("pg_am", "0::oid"),
            Map.entry("pg_extension", "0::oid"),
            Map.entry("pg_event_trigger", "0::oid"),
            Map.entry("pg_foreign_data_wrapper", "0::oid"),
            Map.entry("pg_foreign_server", "0::oid")));

    private static final String HIDDEN_SCHEMAS =
            "(SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_(toast|temp_|toast_temp_)')";

    /** Copies of a partitioned table's foreign keys and triggers, inherited constraints, and properties of columns. */
    private static final String PARTS = """
            SELECT 'pg_constraint', oid, 'pg_constraint', conparentid FROM pg_constraint
            WHERE conparentid <> 0 AND contype = 'f'
            UNION ALL SELECT 'pg_trigger', objid, 'pg_trigger', refobjid FROM pg_depend
            WHERE classid = 'pg_trigger'::regclass AND refclassid = 'pg_trigger'::regclass AND deptype = 'P'
            UNION ALL SELECT 'pg_constraint', oid, 'pg_class', conrelid FROM pg_constraint
            WHERE contype = 'c' AND conrelid <> 0 AND NOT conislocal
            UNION ALL SELECT 'pg_attrdef', oid, 'pg_class', adrelid FROM pg_attrdef
            UNION ALL SELECT 'pg_constraint', oid, CASE WHEN conrelid = 0 THEN 'pg_type' ELSE 'pg_class' END,
              CASE WHEN conrelid = 0 THEN contypid ELSE conrelid END FROM pg_constraint WHERE contype = 'n'
            """;

    /** The catalogs of what belongs to a table or a type. */
    private static final Set<String> BELONGING = Set.of(
            "pg_class", "pg_constraint", "pg_trigger", "pg_rewrite", "pg_policy", "pg_attrdef", "pg_statistic_ext");

    private final Handle handle;
    private final Map<PostgresqlKey, Item> items = new LinkedHashMap<>();
    private final Set<String> kinds = new HashSet<>();
    private final Map<PostgresqlKey, PostgresqlKey> wholes = new HashMap<>();
    private final List<Need> needs = new ArrayList<>();

    /**
     * An object.
     *
     * @param type its kind in the server's words, such as {@code table constraint}
     * @param schema where it is, or null
     * @param identity its name, which is unique among its kind
     */
    record Item(PostgresqlKey key, String type, String schema, String identity) {}

    /**
     * One object needs another.
     *
     * @param kind as {@code pg_depend.deptype} has it: {@code a} if the object is dropped with the other
     */
    record Need(PostgresqlKey object, PostgresqlKey other, char kind) {}

    /** Reads a row of a result. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private PostgresqlCatalog(Handle handle) {
        this.handle = handle;
    }

    /**
     * Reads the catalogs; names must be written with their schemas, as the sessions of {@code PostgresqlConnector} do.
     */
    static PostgresqlCatalog read(Handle handle) {
        PostgresqlCatalog catalog = new PostgresqlCatalog(handle);
        catalog.readItems();
        catalog.readNeeds();
        catalog.readWholes();
        return catalog;
    }

    /** The catalogs whose objects are known. */
    static Set<String> catalogs() {
        return SCHEMA_BY_CATALOG.keySet();
    }

    /** The rows of a query, which the driver takes unchanged. */
    <T> List<T> query(String sql, RowReader<T> reader) {
        try (Statement statement = handle.getConnection().createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet rows = statement.executeQuery(sql)) {
                List<T> read = new ArrayList<>();
                while (rows.next()) {
                    read.add(reader.read(rows));
                }
                return read;
            }
        } catch (SQLException e) {
            throw PostgresqlErrors.failure("Reading the definitions", e);
        }
    }

    /**
     * The rows of a query about objects of one kind: it is not run if there are none.
     *
     * @param kind a catalog, such as {@code pg_trigger}, or a type in the server's words, such as {@code sequence}
     */
    <T> List<T> query(String kind, String sql, RowReader<T> reader) {
        return kinds.contains(kind) ? query(sql, reader) : List.of();
    }

    /** All objects except the system's own and those of a session. */
    Map<PostgresqlKey, Item> items() {
        return items;
    }

    /** The dependencies. */
    List<Need> needs() {
        return needs;
    }

    /** The object that this one is an inseparable part of, such as the element type of an array type, or null. */
    PostgresqlKey whole(PostgresqlKey part) {
        return wholes.get(part);
    }

    /** Whether the object came with an extension. */
    boolean cameWithExtension(PostgresqlKey key) {
        PostgresqlKey whole = key;
        while (wholes.containsKey(whole)) {
            whole = wholes.get(whole);
        }
        return !whole.equals(key) && whole.catalog().equals("pg_extension");
    }

    private void readItems() {
        String objects = SCHEMA_BY_CATALOG.entrySet().stream()
                .map(entry -> "SELECT '" + entry.getKey() + "' AS catalog, o.oid, " + entry.getValue()
                        + " AS schema FROM " + entry.getKey() + " o WHERE o.oid >= " + FIRST_USER_OID)
                .collect(Collectors.joining(" UNION ALL "));
        query(
                        "SELECT o.catalog, o.oid, i.type, i.schema, i.identity FROM (" + objects + ") o,"
                                + " LATERAL pg_identify_object(o.catalog::regclass, o.oid, 0) i"
                                + " WHERE coalesce(o.schema, 0) NOT IN " + HIDDEN_SCHEMAS
                                + " ORDER BY o.catalog COLLATE \"C\", i.identity COLLATE \"C\"",
                        row -> new Item(
                                new PostgresqlKey(row.getString(1), row.getLong(2)),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5)))
                .forEach(item -> items.put(item.key(), item));
        items.values()
                .removeIf(
                        item -> item.type().equals("schema") && item.identity().equals("public"));
        items.values().forEach(item -> {
            kinds.add(item.key().catalog());
            kinds.add(item.type());
        });
    }

    private void readNeeds() {
        needs.addAll(query(
                "SELECT DISTINCT c.relname, d.objid, r.relname, d.refobjid, d.deptype FROM pg_depend d"
                        + " JOIN pg_class c ON c.oid = d.classid JOIN pg_class r ON r.oid = d.refclassid"
                        + " WHERE d.objid >= " + FIRST_USER_OID + " AND d.refobjid >= " + FIRST_USER_OID
                        + " AND (d.classid, d.objid) <> (d.refclassid, d.refobjid)",
                row -> new Need(
                        new PostgresqlKey(row.getString(1), row.getLong(2)),
                        new PostgresqlKey(row.getString(3), row.getLong(4)),
                        row.getString(5).charAt(0))));
    }

    private void readWholes() {
        needs.stream().filter(need -> need.kind() == 'i').forEach(need -> wholes.put(need.object(), need.other()));
        query(PARTS, this::putWhole);
        readMembersOfExtensions("pg_amop", "amopfamily", "pg_operator", "amopopr");
        readMembersOfExtensions("pg_amproc", "amprocfamily", "pg_proc", "amproc");
        needs.stream().filter(need -> need.kind() == 'e').forEach(need -> wholes.put(need.object(), need.other()));
        readBelongings();
    }

    /** What stands and falls with a member of an extension, such as a key of its table, is not listed as a member. */
    private void readBelongings() {
        List<Need> belonging = needs.stream()
                .filter(need ->
                        need.kind() == 'a' && BELONGING.contains(need.object().catalog()))
                .filter(need -> !need.object().catalog().equals("pg_class")
                        || items.containsKey(need.object())
                                && items.get(need.object()).type().contains("index"))
                .toList();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Need need : belonging) {
                if (!wholes.containsKey(need.object()) && cameWithExtension(need.other())) {
                    wholes.put(need.object(), need.other());
                    changed = true;
                }
            }
        }
    }

    /** Members that an extension adds to an operator family are not listed as members of the extension. */
    private void readMembersOfExtensions(String catalog, String family, String operators, String operator) {
        String template = "SELECT '%1$s', m.oid, '%2$s', m.%3$s FROM %1$s m WHERE m.oid >= " + FIRST_USER_OID
                + " AND EXISTS (SELECT FROM pg_depend d WHERE d.classid = '%2$s'::regclass AND d.objid = m.%3$s::oid"
                + " AND d.deptype = 'e')";
        String ofOperators = template.replace("m.%3$s FROM", "m.%3$s::oid FROM");
        query(catalog, String.format(Locale.ROOT, ofOperators, catalog, operators, operator), this::putWhole);
        query(catalog, String.format(Locale.ROOT, template, catalog, "pg_opfamily", family), this::putWhole);
    }

    private PostgresqlKey putWhole(ResultSet row) throws SQLException {
        return wholes.put(
                new PostgresqlKey(row.getString(1), row.getLong(2)),
                new PostgresqlKey(row.getString(3), row.getLong(4)));
    }
}
