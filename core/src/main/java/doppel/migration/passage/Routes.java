package doppel.migration.passage;

import doppel.migration.TableChanges;
import doppel.migration.action.Action;
import doppel.migration.action.JoinAction;
import doppel.migration.action.JoinedRows;
import doppel.migration.action.JoinedTable;
import doppel.migration.action.LookupAction;
import doppel.migration.action.NaturalKeys;
import doppel.migration.action.OrphanAction;
import doppel.migration.action.RowActions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The routes through the steps, and the rows remembered on them for others to find. Not thread-safe. */
final class Routes {

    private final List<Leg> legs;
    private final Following following;
    private final Orphans orphans;
    private final Map<String, Route> routes = new HashMap<>();
    private final List<Map<String, Route>> routesOfNew = new ArrayList<>();
    private final List<Map<String, List<RowActions.Take>>> takenBefore = new ArrayList<>();
    private final List<Map<String, List<RowActions.Take>>> takenAfter = new ArrayList<>();
    private final Map<JoinAction, JoinedRows> joins = new HashMap<>();
    private final List<JoinedTable> joined = new ArrayList<>();
    private final Map<LookupAction, NaturalKeys> lookups = new HashMap<>();

    Routes(List<Leg> legs, Following following, Orphans orphans) {
        this.legs = legs;
        this.orphans = orphans;
        this.following = following;
        for (Leg leg : legs) {
            routesOfNew.add(new HashMap<>());
            takenBefore.add(new HashMap<>());
            takenAfter.add(new HashMap<>());
            List<NaturalKeys> ofLeg = new ArrayList<>();
            Map<String, JoinedTable> joinedOfLeg = new HashMap<>();
            leg.changes().tables().values().stream()
                    .flatMap(changes -> leg.actions(changes).stream())
                    .forEach(action -> prepare(action, leg, ofLeg, joinedOfLeg));
        }
    }

    private void prepare(Action action, Leg leg, List<NaturalKeys> ofLeg, Map<String, JoinedTable> joinedOfLeg) {
        if (action instanceof JoinAction join) {
            TableChanges others = leg.changes().tables().get(join.join().table());
            JoinedTable table = joinedOfLeg.computeIfAbsent(join.join().table(), name -> {
                JoinedTable made = new JoinedTable(name, others != null && others.dropped());
                joined.add(made);
                last(takenBefore)
                        .computeIfAbsent(name, absent -> new ArrayList<>())
                        .add(new RowActions.Take(join.place(), made::put));
                return made;
            });
            joins.put(join, table.join(join.join()));
        } else if (action instanceof LookupAction lookup) {
            NaturalKeys keys = ofLeg.stream()
                    .filter(known -> known.serves(lookup.lookup()))
                    .findFirst()
                    .orElseGet(() -> {
                        NaturalKeys made = new NaturalKeys(lookup.lookup());
                        ofLeg.add(made);
                        last(takenAfter)
                                .computeIfAbsent(made.table(), name -> new ArrayList<>())
                                .add(new RowActions.Take(lookup.place(), made::put));
                        return made;
                    });
            lookups.put(lookup, keys);
        }
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    JoinedRows joined(JoinAction action) {
        return joins.get(action);
    }

    /** What became of orphans, and of rows of joined tables that nobody has joined, a sentence each. */
    List<String> lost() {
        return Stream.concat(orphans.notices().stream(), joined.stream().flatMap(table -> table.lost().stream()))
                .toList();
    }

    boolean rowsNeedOthers() {
        return !joins.isEmpty() || !lookups.isEmpty() || !following.isEmpty() || !orphans.isEmpty();
    }

    NaturalKeys keys(LookupAction action) {
        return lookups.get(action);
    }

    /** The route of rows of this table of the fixture through all steps. */
    Route ofFixture(String table) {
        Route route = routes.get(table);
        if (route == null) {
            Route made = new Route();
            orphans.starts(table).forEach(start -> made.add(0, table, start));
            fill(made, 0, table);
            route = made;
            routes.put(table, route);
        }
        return route;
    }

    /**
     * The route of rows that a step creates: other rows find them in that step, and then they go through the remaining
     * steps.
     */
    Route ofNew(int leg, String table) {
        Map<String, Route> known = routesOfNew.get(leg);
        Route route = known.get(table);
        if (route == null) {
            route = new Route();
            take(route, leg, table, takenAfter.get(leg).get(table));
            fill(route, leg + 1, table);
            known.put(table, route);
        }
        return route;
    }

    private void fill(Route route, int first, String beginning) {
        String table = beginning;
        for (int leg = first; leg < legs.size(); leg++) {
            String before = table;
            take(route, leg, before, takenBefore.get(leg).get(before));
            for (Action orphan : orphans.before(leg, before)) {
                route.add(leg, before, orphan);
            }
            for (Action follow : following.before(leg, before)) {
                route.add(leg, before, follow);
            }
            TableChanges changes = legs.get(leg).changes().tables().get(before);
            if (changes != null) {
                for (Action action : legs.get(leg).actions(changes)) {
                    if (action instanceof OrphanAction) {
                        continue; // it came first
                    }
                    route.add(leg, before, action);
                    int of = leg;
                    following.after(action).ifPresent(follow -> route.add(of, before, follow));
                }
                if (changes.dropped()) {
                    route.add(leg, before, new RowActions.Skip(changes.place(), row -> true));
                    return;
                }
                table = changes.newName();
            }
            for (Action stays : orphans.behind(leg, before)) {
                route.add(leg, before, stays);
            }
            take(route, leg, before, takenAfter.get(leg).get(table));
        }
    }

    private static void take(Route route, int leg, String table, List<RowActions.Take> takers) {
        if (takers != null) {
            takers.forEach(taker -> route.add(leg, table, taker));
        }
    }
}
