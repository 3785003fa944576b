package doppel.migration.passage;

import doppel.migration.TableChanges;
import doppel.migration.action.Action;
import doppel.migration.action.DistinctAction;
import doppel.migration.action.FollowAction;
import doppel.schema.ForeignKey;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets references follow where a step leaves out rows that are equal to others. Not thread-safe. */
final class Following {

    private final List<Map<String, List<Action>>> before = new ArrayList<>();
    private final Map<DistinctAction, List<Action>> own = new LinkedHashMap<>();

    /**
     * @param outlines what is known before each step
     * @param source the schema that the rows were read from, whose foreign keys say what refers to what
     */
    Following(List<Leg> legs, List<Outline> outlines, Schema source, Spelling spelling) {
        for (int leg = 0; leg < legs.size(); leg++) {
            before.add(new HashMap<>());
            for (TableChanges changes : legs.get(leg).changes().tables().values()) {
                for (Action action : legs.get(leg).actions(changes)) {
                    if (action instanceof DistinctAction distinct) {
                        own.put(distinct, new ArrayList<>());
                        Outline outline = outlines.get(leg);
                        Optional<Table> origin = outline.table(changes.name())
                                .flatMap(table -> table.origin())
                                .flatMap(name -> table(source, name, spelling));
                        origin.ifPresent(table -> follow(distinct, table, source, spelling, outline));
                    }
                }
            }
        }
    }

    private static Optional<Table> table(Schema source, String name, Spelling spelling) {
        return source.tables().stream()
                .filter(table -> spelling.of(table.name()).equals(name))
                .findFirst();
    }

    private void follow(DistinctAction distinct, Table origin, Schema source, Spelling spelling, Outline outline) {
        distinct.identifiedBy(spelled(origin.primaryKey(), spelling));
        for (Table table : source.tables()) {
            for (ForeignKey key : table.foreignKeys()) {
                if (spelling.same(key.table(), origin.name())) {
                    List<String> columns = spelled(key.columns(), spelling);
                    distinct.referredBy(spelled(key.referencedColumns(), spelling))
                            .ifPresent(number -> add(
                                    distinct,
                                    number,
                                    table.equals(origin),
                                    columns,
                                    spelling.of(table.name()),
                                    outline));
                }
            }
        }
    }

    private void add(
            DistinctAction distinct, int number, boolean itself, List<String> columns, String table, Outline outline) {
        if (itself) {
            distinct.names(columns)
                    .ifPresent(names -> own.get(distinct).add(new FollowAction(distinct, number, names)));
            return;
        }
        outline.tables().forEach((name, rows) -> {
            List<String> names = columns.stream()
                    .flatMap(column -> rows.nameOf(column).stream())
                    .toList();
            if (rows.origin().filter(table::equals).isPresent() && names.size() == columns.size()) {
                before.get(before.size() - 1)
                        .computeIfAbsent(name, absent -> new ArrayList<>())
                        .add(new FollowAction(distinct, number, names));
            }
        });
    }

    private static List<String> spelled(List<String> columns, Spelling spelling) {
        return columns.stream().map(spelling::of).toList();
    }

    /** What happens first to rows of a table in a step. */
    List<Action> before(int leg, String table) {
        return before.get(leg).getOrDefault(table, List.of());
    }

    /** What happens to rows of the table itself once it is known which of them stay. */
    List<Action> after(Action action) {
        return action instanceof DistinctAction ? own.getOrDefault(action, List.of()) : List.of();
    }

    boolean isEmpty() {
        return own.isEmpty();
    }
}
