package doppel.dialect.postgresql.definition;

import doppel.dialect.postgresql.definition.PostgresqlDefinition.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tables that are created with all of their columns, and become partitions or heirs of others in a separate step: all
 * partitions, and the heirs whose columns would otherwise be in another order, since their parents got columns later,
 * or whose parents disagree.
 */
final class PostgresqlInheritance {

    private static final String PARENTS = """
            SELECT c.oid, i.inhparent, c.relispartition, CASE WHEN c.relispartition
                THEN format('ALTER TABLE ONLY %I.%I ATTACH PARTITION %I.%I %s', pn.nspname, p.relname, n.nspname, \
            c.relname,
                  pg_get_expr(c.relpartbound, c.oid))
                ELSE format('ALTER TABLE ONLY %I.%I INHERIT %I.%I', n.nspname, c.relname, pn.nspname, p.relname) END
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_inherits i ON i.inhrelid = c.oid
            JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
            WHERE c.relkind IN ('r', 'p') AND p.relkind IN ('r', 'p') ORDER BY c.oid, i.inhseqno
            """;

    private final Map<Long, List<PostgresqlColumn>> columns;
    private final Map<Long, List<Parent>> parents;
    private final Set<Long> reordered;

    private record Parent(long child, long oid, boolean partitioned, String statement) {}

    PostgresqlInheritance(PostgresqlCatalog catalog, Map<Long, List<PostgresqlColumn>> columns) {
        this.columns = columns;
        parents =
                catalog
                        .query(
                                PARENTS,
                                row -> new Parent(row.getLong(1), row.getLong(2), row.getBoolean(3), row.getString(4)))
                        .stream()
                        .collect(Collectors.groupingBy(Parent::child, LinkedHashMap::new, Collectors.toList()));
        reordered = parents.keySet().stream()
                .filter(child -> !isPartition(child) && !(inOrder(child) && agree(child)))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private boolean isPartition(long table) {
        return parents.getOrDefault(table, List.of()).stream().anyMatch(Parent::partitioned);
    }

    /** Whether the columns are in the order of a table that is created as an heir. */
    private boolean inOrder(long child) {
        Set<String> order = new LinkedHashSet<>();
        parents.get(child).forEach(parent -> order.addAll(names(parent.oid())));
        List<String> names = names(child);
        order.addAll(names);
        return names.equals(new ArrayList<>(order));
    }

    /** Whether the server creates the heir although parents may differ in columns that they share. */
    private boolean agree(long child) {
        Set<String> own = own(columns(child));
        Map<String, PostgresqlColumn> shared = new HashMap<>();
        for (Parent parent : parents.get(child)) {
            for (PostgresqlColumn column : columns(parent.oid())) {
                PostgresqlColumn other = shared.putIfAbsent(column.name(), column);
                if (other != null && !agree(other, column, own.contains(column.name()))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The names of the heir's own columns; of none where all are its own, as in a table that was created apart. */
    private static Set<String> own(List<PostgresqlColumn> heir) {
        Set<String> own = heir.stream()
                .filter(PostgresqlColumn::local)
                .map(PostgresqlColumn::name)
                .collect(Collectors.toSet());
        return own.size() == heir.size() ? Set.of() : own;
    }

    /** Defaults may differ where the heir says its own, or where only one parent has any; storage may not. */
    private static boolean agree(PostgresqlColumn one, PostgresqlColumn other, boolean own) {
        return stored(one).equals(stored(other))
                && (own
                        || one.defaultValue() == null
                        || other.defaultValue() == null
                        || one.defaultValue().equals(other.defaultValue()));
    }

    private static List<String> stored(PostgresqlColumn column) {
        return column.settings().stream()
                .filter(setting -> setting.matches("SET (STORAGE|COMPRESSION) .*"))
                .toList();
    }

    private List<String> names(long table) {
        return columns(table).stream().map(PostgresqlColumn::name).toList();
    }

    private List<PostgresqlColumn> columns(long table) {
        return columns.getOrDefault(table, List.of());
    }

    /** Whether a parent gets the default of this column only after its heir is created, which then lacks it. */
    boolean defaultComesLate(PostgresqlColumn column) {
        return parents.getOrDefault(column.table(), List.of()).stream()
                .flatMap(parent -> columns(parent.oid()).stream())
                .anyMatch(of -> of.name().equals(column.name())
                        && of.defaultValue() != null
                        && !of.local()
                        && !createdApart(of.table())
                        && (!of.keepsInheritedDefault() || defaultComesLate(of)));
    }

    /** Whether the table is created with all of its columns, without inheriting any. */
    boolean createdApart(long table) {
        return isPartition(table) || reordered.contains(table);
    }

    /** Defines the steps. */
    void define(PostgresqlDefinitions definitions) {
        if (!reordered.isEmpty()) {
            definitions.notice(
                    "Columns that tables inherited later, or from parents that disagree, keep their places, and will"
                            + " stay when a parent loses them, in "
                            + PostgresqlSelection.some(reordered.stream()
                                    .map(table -> definitions
                                            .catalog()
                                            .items()
                                            .get(PostgresqlKey.relation(table))
                                            .identity())
                                    .toList()));
        }
        parents.forEach((table, of) -> {
            PostgresqlKey child = PostgresqlKey.relation(table);
            if (createdApart(table) && definitions.wants(child)) {
                PostgresqlKey step = PostgresqlKey.attachment(table);
                definitions.define(PostgresqlDefinition.of(
                        step,
                        Kind.PARTITION,
                        definitions.catalog().items().get(child).identity(),
                        of.stream().map(Parent::statement).collect(Collectors.joining(";\n"))));
                definitions.need(step, child, 'a');
                of.forEach(parent -> definitions.need(step, PostgresqlKey.relation(parent.oid()), 'a'));
            }
        });
    }
}
