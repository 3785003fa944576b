package doppel.dialect.postgresql.definition;

import doppel.dialect.postgresql.connect.PostgresqlName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tables that are wanted, if some were chosen: partitions are included with their table, and the table with them.
 */
final class PostgresqlChoice {

    private record Relation(long oid, long parent, String name, boolean partitioned) {}

    private final Map<Long, Relation> relations = new HashMap<>();
    private final Set<Long> withLeaves = new HashSet<>();
    private final Set<Long> wanted = new HashSet<>();

    private PostgresqlChoice(List<Relation> all, Set<String> chosen) {
        all.forEach(relation -> relations.put(relation.oid(), relation));
        for (Relation relation : all) {
            boolean isWanted = isChosen(relation, chosen);
            for (Relation each = relation; each != null; each = relations.get(each.parent())) {
                if (isWanted) {
                    wanted.add(each.oid());
                }
                if (!relation.partitioned()) {
                    withLeaves.add(each.oid());
                }
            }
        }
    }

    /** The tables that are not wanted. */
    static Set<PostgresqlKey> unwanted(PostgresqlCatalog catalog, Set<String> chosen) {
        List<Relation> all = catalog.query(
                "SELECT c.oid, CASE WHEN c.relispartition THEN (SELECT i.inhparent FROM pg_inherits i"
                        + " WHERE i.inhrelid = c.oid) ELSE 0 END, n.nspname, c.relname, c.relkind = 'p' FROM pg_class c"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p')"
                        + " AND c.relpersistence <> 't' AND c.oid >= 16384",
                row -> new Relation(
                        row.getLong(1),
                        row.getLong(2),
                        new PostgresqlName(row.getString(3), row.getString(4)).toString(),
                        row.getBoolean(5)));
        PostgresqlChoice choice = new PostgresqlChoice(all, chosen);
        Set<PostgresqlKey> unwanted = new HashSet<>();
        for (Relation relation : all) {
            PostgresqlKey key = PostgresqlKey.relation(relation.oid());
            boolean holdsNothing = relation.partitioned() && !choice.withLeaves.contains(relation.oid());
            if (!choice.wanted.contains(relation.oid()) && !holdsNothing && !catalog.cameWithExtension(key)) {
                unwanted.add(key);
            }
        }
        return unwanted;
    }

    private boolean isChosen(Relation relation, Set<String> chosen) {
        for (Relation each = relation; each != null; each = relations.get(each.parent())) {
            if (chosen.contains(each.name())) {
                return true;
            }
        }
        return false;
    }
}
