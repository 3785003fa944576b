package doppel.migration.passage;

import doppel.migration.TableChanges;
import doppel.migration.action.Action;
import doppel.migration.action.Misfit;
import doppel.migration.action.OrphanAction;
import doppel.migration.action.TableOutline;
import doppel.schema.ForeignKey;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out, for the words that leave out orphans, what refers to what. Not thread-safe. */
final class Orphans {

    private final Schema source;
    private final Spelling spelling;
    private final Following following;
    private final List<OrphanAction> all = new ArrayList<>();
    private final Map<String, List<Action>> starts = new HashMap<>(); // by the fixture's table
    private final List<Map<String, List<Action>>> before = new ArrayList<>();
    private final List<Map<String, List<Action>>> behind = new ArrayList<>();
    private final List<Map<String, Set<String>>> waits = new ArrayList<>(); // tables that wait for others

    /**
     * @param outlines what is known before each step
     * @param source the schema that the rows were read from
     */
    Orphans(List<Leg> legs, List<Outline> outlines, Schema source, Spelling spelling, Following following) {
        this.source = source;
        this.following = following;
        this.spelling = spelling;
        for (int leg = 0; leg < legs.size(); leg++) {
            before.add(new HashMap<>());
            behind.add(new HashMap<>());
            waits.add(new HashMap<>());
            for (TableChanges changes : legs.get(leg).changes().tables().values()) {
                for (Action action : legs.get(leg).actions(changes)) {
                    if (action instanceof OrphanAction orphans) {
                        try {
                            find(orphans, legs.get(leg), outlines.get(leg));
                        } catch (Misfit e) {
                            throw misfit(orphans, legs.get(leg), e.getMessage());
                        }
                    }
                }
            }
        }
    }

    private void find(OrphanAction orphans, Leg leg, Outline outline) {
        String table = orphans.said().table();
        String column = orphans.said().column();
        TableOutline rows = outline.require(table);
        Optional<Table> own = table(rows.origin());
        Optional<String> from = rows.originOf(column);
        if (own.isEmpty() || from.isEmpty()) {
            throw misfit(orphans, leg, "the column " + column + " comes from no single table of the fixture.");
        }
        if (orphans.said().parent().isEmpty()) {
            ForeignKey key = own.get().foreignKeys().stream()
                    .filter(each -> each.columns().stream().anyMatch(name -> spelling.same(name, from.get())))
                    .findFirst()
                    .orElseThrow(() -> misfit(
                            orphans,
                            leg,
                            "the fixture has no foreign key of that column: say to which table and column it refers."));
            orphans.refersBy(
                    spelled(key.columns()), spelling.of(key.table()), spelled(key.referencedColumns()), column);
        } else {
            TableOutline others = outline.require(orphans.said().parent());
            Optional<String> key = others.originOf(orphans.said().key());
            if (others.origin().isEmpty() || key.isEmpty()) {
                throw misfit(
                        orphans,
                        leg,
                        orphans.said().parent() + "." + orphans.said().key() + " comes from no table of the fixture.");
            }
            orphans.refersBy(List.of(from.get()), others.origin().get(), List.of(key.get()), column);
        }
        int at = before.size() - 1;
        all.add(orphans);
        add(starts, orphans.parent(), orphans.comes());
        add(starts, rows.origin().orElseThrow(), orphans.refers());
        add(before.get(at), table, orphans);
        outline.tables().forEach((name, others) -> {
            if (others.origin().filter(orphans.parent()::equals).isPresent()) {
                add(behind.get(at), name, orphans.stays());
                if (!name.equals(table)) {
                    waits.get(at)
                            .computeIfAbsent(table, absent -> new HashSet<>())
                            .add(name);
                }
            }
        });
        if (Following.leads(table, table, of -> waitsFor(at, of), new HashSet<>())) {
            throw misfit(
                    orphans,
                    leg,
                    "its rows and those of " + orphans.parent()
                            + " would wait for each other: say it in another step.");
        }
    }

    private Set<String> waitsFor(int leg, String table) {
        Set<String> tables = new HashSet<>(waits.get(leg).getOrDefault(table, Set.of()));
        tables.addAll(following.waitsFor(leg, table));
        return tables;
    }

    private static void add(Map<String, List<Action>> map, String table, Action action) {
        map.computeIfAbsent(table, name -> new ArrayList<>()).add(action);
    }

    private Optional<Table> table(Optional<String> name) {
        return name.flatMap(wanted -> source.tables().stream()
                .filter(table -> spelling.of(table.name()).equals(wanted))
                .findFirst());
    }

    private static RuntimeException misfit(OrphanAction orphans, Leg leg, String message) {
        return leg.misfit(orphans.place(), orphans.said().table(), orphans.words(), message);
    }

    private List<String> spelled(List<String> columns) {
        return columns.stream().map(spelling::of).toList();
    }

    /** What happens to rows of a table of the fixture before all steps. */
    List<Action> starts(String table) {
        return starts.getOrDefault(table, List.of());
    }

    /** What happens to rows of a table at the beginning of a step. */
    List<Action> before(int leg, String table) {
        return before.get(leg).getOrDefault(table, List.of());
    }

    /** What happens to rows at the end of a step, by their table before it. */
    List<Action> behind(int leg, String table) {
        return behind.get(leg).getOrDefault(table, List.of());
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** What was left out, a sentence for each word. */
    List<String> notices() {
        return all.stream().flatMap(orphans -> orphans.notice().stream()).toList();
    }
}
