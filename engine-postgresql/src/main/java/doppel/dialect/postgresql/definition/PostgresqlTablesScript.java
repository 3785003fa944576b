package doppel.dialect.postgresql.definition;

import doppel.dialect.postgresql.definition.PostgresqlDefinition.Kind;
import doppel.dialect.postgresql.definition.PostgresqlDefinition.Part;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tables with their columns and checks, and the statements that make them partitions. */
final class PostgresqlTablesScript {

    private static final String TABLES = """
            SELECT c.oid, format('%I.%I', n.nspname, c.relname), c.relpersistence = 'u',
              CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END,
              (SELECT string_agg(format('%I.%I', pn.nspname, p.relname), ', ' ORDER BY i.inhseqno) FROM pg_inherits i
                 JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
                 WHERE i.inhrelid = c.oid AND NOT c.relispartition),
              CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END,
              (SELECT a.amname FROM pg_am a WHERE a.oid = c.relam AND a.amname <> 'heap'),
              <options>,
              CASE c.relreplident WHEN 'n' THEN 'NOTHING' WHEN 'f' THEN 'FULL' END, c.relrowsecurity, \
            c.relforcerowsecurity
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND c.oid >= 16384
            """.replace("<options>", options("c"));

    private static final String CHECKS = """
            SELECT c.conrelid, c.oid, quote_ident(c.conname), pg_get_constraintdef(c.oid), c.conislocal,
              c.contype = 'n' AND NOT c.convalidated
              OR c.contype = 'c' AND NOT c.convalidated AND coalesce((to_jsonb(c) ->> 'conenforced')::boolean, true)
            FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid AND t.relpersistence <> 't'
            WHERE (c.contype = 'c' OR c.contype = 'n' AND NOT c.convalidated)
            ORDER BY c.conname COLLATE "C"
            """;

    private final PostgresqlDefinitions definitions;
    private final Map<Long, List<PostgresqlColumn>> columns;
    private final PostgresqlInheritance inheritance;
    private final Map<Long, List<Check>> checks;

    private record Table(
            long oid,
            String name,
            boolean unlogged,
            boolean apart,
            String ofType,
            String parents,
            String partitionKey,
            String accessMethod,
            String options,
            String replicaIdentity,
            boolean rowSecurity,
            boolean forcesRowSecurity) {

        static Table read(ResultSet row, PostgresqlInheritance inheritance) throws SQLException {
            long oid = row.getLong(1);
            boolean apart = inheritance.createdApart(oid);
            return new Table(
                    oid,
                    row.getString(2),
                    row.getBoolean(3),
                    apart,
                    row.getString(4),
                    apart ? null : row.getString(5),
                    row.getString(6),
                    row.getString(7),
                    row.getString(8),
                    row.getString(9),
                    row.getBoolean(10),
                    row.getBoolean(11));
        }

        PostgresqlKey key() {
            return PostgresqlKey.relation(oid);
        }

        /** Whether the column comes from another table, or from a type, when the table is created. */
        boolean brings(PostgresqlColumn column) {
            return ofType != null || parents != null && column.inherited() && !column.local();
        }
    }

    private record Check(long table, PostgresqlKey key, String name, String text, boolean local, boolean unchecked) {

        String definition() {
            return "CONSTRAINT " + name + " " + text;
        }
    }

    private PostgresqlTablesScript(PostgresqlDefinitions definitions) {
        this.definitions = definitions;
        columns = definitions.catalog().query(PostgresqlColumn.QUERY, PostgresqlColumn::read).stream()
                .collect(Collectors.groupingBy(PostgresqlColumn::table));
        inheritance = new PostgresqlInheritance(definitions.catalog(), columns);
        checks = definitions
                .catalog()
                .query(
                        CHECKS,
                        row -> new Check(
                                row.getLong(1),
                                PostgresqlKey.constraint(row.getLong(2)),
                                row.getString(3),
                                row.getString(4),
                                row.getBoolean(5),
                                row.getBoolean(6)))
                .stream()
                .collect(Collectors.groupingBy(Check::table));
    }

    static void define(PostgresqlDefinitions definitions) {
        new PostgresqlTablesScript(definitions).define();
    }

    /** The options in parentheses of the relation with this alias, and of its TOAST table, or null. */
    static String options(String relation) {
        return "(SELECT '(' || string_agg(x.prefix || quote_ident(option_name) || '=' || "
                + "quote_literal(option_value), ', '"
                + " ORDER BY x.prefix, number) || ')' FROM (VALUES ('', " + relation + ".reloptions), ('toast.',"
                + " (SELECT reloptions FROM pg_class WHERE oid = " + relation
                + ".reltoastrelid))) AS x (prefix, options),"
                + " pg_options_to_table(options) WITH ORDINALITY AS o (option_name, option_value, number))";
    }

    private void define() {
        definitions.catalog().query(TABLES, row -> Table.read(row, inheritance)).stream()
                .filter(table -> definitions.wants(table.key()))
                .forEach(this::define);
        inheritance.define(definitions);
        definitions.impossible(
                "pg_class",
                "leads out of the database",
                "SELECT oid FROM pg_class WHERE relkind = 'f' AND relpersistence <> 't'");
        followColumns();
    }

    private void define(Table table) {
        Map<PostgresqlKey, Part> parts = new LinkedHashMap<>();
        for (PostgresqlColumn column : columns(table)) {
            if (column.hasPlainDefault() && (table.ofType() != null || !table.brings(column))) {
                parts.put(
                        column.defaultObject(),
                        new Part("default of " + table.name() + "." + column.name(), setDefault(table, column)));
            }
        }
        for (Check check : checks.getOrDefault(table.oid(), List.of())) {
            String statement = "ALTER TABLE " + table.name() + " ADD " + check.definition();
            if (!check.unchecked() && (check.local() || table.apart())) {
                parts.put(check.key(), new Part("check " + check.name() + " of " + table.name(), statement));
            } else if (check.unchecked() && check.local()) {
                definitions.define(PostgresqlDefinition.of(
                        check.key(), Kind.PART, check.name() + " on " + table.name(), statement));
                definitions.need(check.key(), table.key(), 'a');
            }
        }
        definitions.define(new PostgresqlDefinition(
                table.key(),
                Kind.TABLE,
                definitions.catalog().items().get(table.key()).identity(),
                without -> create(table, without),
                parts));
        followTable(table);
    }

    private List<PostgresqlColumn> columns(Table table) {
        return columns.getOrDefault(table.oid(), List.of());
    }

    private String create(Table table, Set<PostgresqlKey> without) {
        Stream<String> elements = Stream.concat(
                columns(table).stream()
                        .map(column -> element(table, column, without))
                        .filter(Objects::nonNull),
                checks.getOrDefault(table.oid(), List.of()).stream()
                        .filter(check -> !check.unchecked() && (check.local() || table.apart()))
                        .filter(check -> !without.contains(check.key()))
                        .map(Check::definition));
        String list = elements.map(element -> "\n    " + element).collect(Collectors.joining(","));
        StringBuilder sql = new StringBuilder("CREATE ")
                .append(table.unlogged() ? "UNLOGGED " : "")
                .append("TABLE ")
                .append(table.name());
        if (table.ofType() != null) {
            sql.append(" OF ").append(table.ofType());
        }
        if (table.ofType() == null || !list.isEmpty()) {
            sql.append(" (").append(list).append(list.isEmpty() ? "" : "\n").append(')');
        }
        append(sql, "\nINHERITS (", table.parents(), ")");
        append(sql, "\nPARTITION BY ", table.partitionKey(), "");
        append(sql, "\nUSING ", table.accessMethod(), "");
        append(sql, "\nWITH ", table.options(), "");
        return sql.toString();
    }

    private static void append(StringBuilder sql, String before, String words, String after) {
        if (words != null) {
            sql.append(before).append(words).append(after);
        }
    }

    /** The statement's text for a column, or null. */
    private static String element(Table table, PostgresqlColumn column, Set<PostgresqlKey> without) {
        if (table.ofType() != null) {
            String options = column.options(without);
            return options.isEmpty() ? null : options;
        }
        if (!table.brings(column) || column.generated() != null && !column.keepsInheritedDefault()) {
            PostgresqlColumn own = table.apart() || column.notNullIsOwn() ? column : column.withoutNotNull();
            return own.definition(without) + (table.parents() == null ? "" : own.withoutInheritedDefault(without));
        }
        return requiresItself(column) && !column.notNull().equals("NOT NULL") ? tableConstraint(column) : null;
    }

    /** Whether the column must not be NULL although the table that it comes from does not say so. */
    private static boolean requiresItself(PostgresqlColumn column) {
        return column.notNull() != null && column.notNullIsOwn();
    }

    /** NOT NULL as a table constraint, which is possible without the column. */
    private static String tableConstraint(PostgresqlColumn column) {
        return column.notNull().replaceFirst("NOT NULL( NO INHERIT)?$", "")
                + "NOT NULL " + column.name()
                + (column.notNull().endsWith(" NO INHERIT") ? " NO INHERIT" : "");
    }

    private static String setDefault(Table table, PostgresqlColumn column) {
        return "ALTER TABLE ONLY " + table.name() + " ALTER COLUMN " + column.name() + " SET DEFAULT "
                + column.defaultValue();
    }

    private void followTable(Table table) {
        for (PostgresqlColumn column : columns(table)) {
            boolean kept = column.keepsInheritedDefault() && !inheritance.defaultComesLate(column);
            if (table.parents() != null && table.brings(column) && column.generated() == null && !kept) {
                if (column.defaultValue() == null) {
                    definitions.follow(
                            table.key(),
                            "ALTER TABLE ONLY " + table.name() + " ALTER COLUMN " + column.name() + " DROP DEFAULT");
                } else {
                    definitions.define(PostgresqlDefinition.of(
                            column.defaultObject(),
                            Kind.PART,
                            table.name() + "." + column.name(),
                            setDefault(table, column)));
                }
            }
            if (table.parents() != null
                    && table.brings(column)
                    && requiresItself(column)
                    && column.notNull().equals("NOT NULL")) {
                definitions.follow(
                        table.key(),
                        "ALTER TABLE ONLY " + table.name() + " ALTER COLUMN " + column.name() + " SET NOT NULL");
            }
        }
        if (table.replicaIdentity() != null) {
            definitions.follow(
                    table.key(), "ALTER TABLE ONLY " + table.name() + " REPLICA IDENTITY " + table.replicaIdentity());
        }
        if (table.rowSecurity()) {
            definitions.follow(table.key(), "ALTER TABLE " + table.name() + " ENABLE ROW LEVEL SECURITY");
        }
        if (table.forcesRowSecurity()) { // even its owner would not see the incoming rows
            definitions.afterRows(table.key(), "ALTER TABLE ONLY " + table.name() + " FORCE ROW LEVEL SECURITY");
        }
    }

    private void followColumns() {
        Map<Long, String> names = new LinkedHashMap<>();
        definitions
                .catalog()
                .query(
                        "SELECT c.oid, format(CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW %I.%I' ELSE 'TABLE ONLY"
                                + " %I.%I' END, n.nspname, c.relname) FROM pg_class c"
                                + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'm')",
                        row -> names.put(row.getLong(1), row.getString(2)));
        columns.values().stream()
                .flatMap(List::stream)
                .forEach(column -> column.settings()
                        .forEach(setting -> definitions.follow(
                                PostgresqlKey.relation(column.table()),
                                "ALTER " + names.get(column.table()) + " ALTER COLUMN " + column.name() + " "
                                        + setting)));
    }
}
