package doppel.dialect.postgresql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Everything that the system's catalogs say of the users' objects, with names in the place of numbers: as the server
 * itself tells which columns refer to what, this knows nothing of how a script is written.
 */
public final class CatalogContents {

    /** Statistics of contents, rights, what only servers with replicas know, and what is not text. */
    private static final Set<String> LEFT_OUT = Set.of(
            "pg_statistic",
            "pg_statistic_ext_data",
            "pg_init_privs",
            "pg_largeobject",
            "pg_largeobject_metadata",
            "pg_default_acl");

    /** Numbers of objects and files, counts, and trees of nodes, which the functions of the server turn into text. */
    private static final Set<String> VOLATILE = Set.of(
            "oid",
            "relfilenode",
            "relfrozenxid",
            "relminmxid",
            "relpages",
            "reltuples",
            "relallvisible",
            "relallfrozen",
            "relnatts",
            "relhasindex", // set once, and never taken back before a VACUUM
            "relhasrules",
            "relhastriggers",
            "relhassubclass",
            "indcheckxmin",
            "attcacheoff",
            "attmissingval",
            "atthasmissing",
            "attacl",
            "enumsortorder",
            "extconfig");

    /** The catalogs that hold thousands of the system's own objects, which nobody renames. */
    private static final Set<String> LARGE = Set.of(
            "pg_amop",
            "pg_amproc",
            "pg_cast",
            "pg_class",
            "pg_collation",
            "pg_operator",
            "pg_opclass",
            "pg_opfamily",
            "pg_proc",
            "pg_rewrite",
            "pg_type");

    /** What the system's own objects of a large catalog are called: the same in all databases of a server. */
    private static final Map<String, Map<String, String>> BUILT_IN = new ConcurrentHashMap<>();

    private final Connection connection;
    private final Map<String, Map<String, String>> names = new HashMap<>();
    private final Map<String, String> columnNames = new HashMap<>();

    /** Columns that refer to another catalog, together or one by one. */
    private record Reference(List<String> columns, String other, boolean array) {}

    private CatalogContents(Connection connection) {
        this.connection = connection;
    }

    /** The rows by catalog. */
    public static Map<String, List<String>> read(ServerDatabase database) {
        try (Connection connection = DriverManager.getConnection(database.url())) {
            return new CatalogContents(connection).read();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, List<String>> read() throws SQLException {
        rows("SET search_path = ''");
        for (Map<String, String> row : rows("SELECT attrelid, attnum, attname FROM pg_attribute")) {
            columnNames.put(row.get("attrelid") + " " + row.get("attnum"), row.get("attname"));
        }
        Map<String, List<Reference>> references = new TreeMap<>();
        for (Map<String, String> row : rows("SELECT fktable, array_to_string(fkcols, ' ') AS columns, pktable, is_array"
                + " FROM pg_get_catalog_foreign_keys()")) {
            references
                    .computeIfAbsent(row.get("fktable"), any -> new ArrayList<>())
                    .add(new Reference(
                            List.of(row.get("columns").split(" ")),
                            row.get("pktable"),
                            row.get("is_array").equals("t")));
        }
        Map<String, List<String>> contents = new LinkedHashMap<>();
        for (Map<String, String> row :
                rows("SELECT oid, relname FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace"
                        + " AND relkind = 'r' AND NOT relisshared AND oid < 16384 ORDER BY relname")) {
            String catalog = row.get("relname");
            if (!LEFT_OUT.contains(catalog)) {
                List<String> found = rows(catalog, references.getOrDefault(catalog, List.of()));
                if (!found.isEmpty()) {
                    contents.put(catalog, found);
                }
            }
        }
        return contents;
    }

    private List<String> rows(String catalog, List<Reference> references) throws SQLException {
        boolean numbered = !rows("SELECT 1 FROM pg_attribute WHERE attrelid = '" + catalog
                        + "'::regclass AND attname = 'oid'")
                .isEmpty();
        List<String> texts = new ArrayList<>();
        for (Map<String, String> row : rows("SELECT * FROM " + catalog + (numbered ? " WHERE oid >= 16384" : ""))) {
            if (row.getOrDefault("nspname", "").startsWith("pg_")) {
                continue; // for temporary tables of sessions
            }
            Map<String, String> named = named(catalog, row, references);
            String text = named.toString().replaceAll("(ConstraintTrigger_(?:[ac]_)?)\\d+", "$1");
            boolean hidden = text.contains("pg_toast") || text.contains("{no name}");
            if (!hidden && (numbered || row.values().stream().anyMatch(CatalogContents::isUsersNumber))) {
                texts.add(text);
            }
        }
        return texts.stream().sorted().toList();
    }

    private static boolean isUsersNumber(String value) {
        return value != null && value.matches("\\d{5,10}") && Long.parseLong(value) >= 16384;
    }

    private Map<String, String> named(String catalog, Map<String, String> row, List<Reference> references)
            throws SQLException {
        Map<String, String> named = new TreeMap<>(row);
        named.keySet().removeIf(column -> VOLATILE.contains(column) || column.endsWith("acl"));
        named.values().removeIf(value -> value != null && value.contains("{") && value.contains(":location"));
        for (Reference reference : references) {
            if (reference.other().equals("pg_attribute")) {
                String table = row.get(reference.columns().get(0));
                String column = reference.columns().get(1);
                named.computeIfPresent(
                        column, (any, numbers) -> each(numbers, number -> columnNames.get(table + " " + number)));
            } else if (reference.columns().size() == 1) {
                String column = reference.columns().get(0);
                Map<String, String> others = names(reference.other());
                named.computeIfPresent(column, (any, numbers) -> each(numbers, others::get));
            }
        }
        if (catalog.equals("pg_depend") || catalog.equals("pg_description") || catalog.equals("pg_seclabel")) {
            nameObject(row, named, "classid", "objid", "objsubid");
            nameObject(row, named, "classoid", "objoid", "objsubid");
            nameObject(row, named, "refclassid", "refobjid", "refobjsubid");
        }
        if (catalog.equals("pg_constraint") && row.get("contype").matches("[pux]")) {
            named.remove("connoinherit"); // of keys of partitions, depends on whether they were there before it
        }
        if (catalog.equals("pg_attribute")) {
            position(row, named);
        }
        return named;
    }

    /** The place of a column among those that are there. */
    private void position(Map<String, String> row, Map<String, String> named) {
        int number = Integer.parseInt(row.get("attnum"));
        if (row.get("attisdropped").equals("t")) {
            named.put("attrelid", "{no name}");
        } else if (number > 0) {
            int position = 0;
            for (int i = 1; i <= number; i++) {
                String name = columnNames.get(row.get("attrelid") + " " + i);
                position += name == null || name.startsWith("........pg.dropped") ? 0 : 1;
            }
            named.put("attnum", String.valueOf(position));
        }
    }

    private void nameObject(
            Map<String, String> row, Map<String, String> named, String catalog, String number, String part)
            throws SQLException {
        if (row.containsKey(catalog)) {
            String other = names("pg_class").get(row.get(catalog));
            String table = other.substring(other.indexOf('.') + 1);
            String name = names(table).getOrDefault(row.get(number), "{no name}");
            String column = columnNames.get(row.get(number) + " " + row.get(part));
            named.put(number, table + " " + name);
            named.put(part, table.equals("pg_class") && column != null ? column : "0");
        }
    }

    private static String each(String numbers, java.util.function.Function<String, String> name) {
        return java.util.Arrays.stream(numbers.replaceAll("[{}]", "").split("[ ,]"))
                .map(number -> number.equals("0") || number.isEmpty() ? number : String.valueOf(name.apply(number)))
                .collect(Collectors.joining(", "));
    }

    /** What the objects of a catalog are called. */
    private Map<String, String> names(String catalog) throws SQLException {
        if (!names.containsKey(catalog)) {
            boolean large = LARGE.contains(catalog);
            Map<String, String> read = identities(catalog, large ? " WHERE o.oid >= 16384" : "");
            if (large) {
                String key = connection.getMetaData().getURL().replaceFirst("/[^/]*$", "/") + catalog;
                if (!BUILT_IN.containsKey(key)) {
                    BUILT_IN.put(key, identities(catalog, " WHERE o.oid < 16384"));
                }
                read.putAll(BUILT_IN.get(key));
            }
            names.put(catalog, read);
        }
        return names.get(catalog);
    }

    private Map<String, String> identities(String catalog, String which) throws SQLException {
        Set<String> plain = Set.of("pg_authid", "pg_database", "pg_tablespace");
        String sql = plain.contains(catalog)
                ? "SELECT oid, 'any' AS identity FROM " + catalog
                : "SELECT o.oid, i.identity FROM " + catalog + " o, LATERAL pg_identify_object('" + catalog
                        + "'::regclass, o.oid, 0) i" + which;
        Map<String, String> identities = new HashMap<>();
        for (Map<String, String> row : rows(sql)) {
            identities.put(row.get("oid"), row.get("identity"));
        }
        return identities;
    }

    private List<Map<String, String>> rows(String sql) throws SQLException {
        List<Map<String, String>> read = new ArrayList<>();
        try (java.sql.Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return read;
            }
            ResultSet rows = statement.getResultSet();
            while (rows.next()) {
                Map<String, String> row = new HashMap<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.put(rows.getMetaData().getColumnName(i), rows.getString(i));
                }
                read.add(row);
            }
        }
        return read;
    }
}
