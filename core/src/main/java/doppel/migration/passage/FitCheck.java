package doppel.migration.passage;

import doppel.ErrorCode;
import doppel.MigrationException;
import doppel.migration.action.NumberedAction;
import doppel.migration.action.TableOutline;
import doppel.schema.Column;
import doppel.schema.Nearest;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks before any row moves that rows will fit the target's tables. Used once. */
final class FitCheck {

    private final Outline outline;
    private final Schema source;
    private final Schema target;
    private final Spelling spelling;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, List<String>> superfluous = new HashMap<>();

    FitCheck(Outline outline, Schema source, Schema target, Spelling spelling) {
        this.spelling = spelling;
        this.outline = outline;
        this.source = source;
        this.target = target;
    }

    /** The columns, by table, that rows lose at the end, since this engine's tables do not have them. */
    Map<String, List<String>> run() {
        outline.tables().values().forEach(this::check);
        outline.tables().values().stream()
                .flatMap(table -> table.numbered().stream())
                .forEach(this::check);
        if (!problems.isEmpty()) {
            throw new MigrationException(
                    ErrorCode.STEP_UNFIT,
                    "The rows do not fit the target, and no step says what to do about it: "
                            + String.join(" ", problems),
                    "Add it to a step: rename, drop, add. If the target has the wrong schema, give the right one with"
                            + " --schema. No row has moved.",
                    null);
        }
        return superfluous;
    }

    private void check(TableOutline rows) {
        Optional<Table> found = target.table(rows.name());
        if (found.isEmpty()) {
            boolean engineOwn =
                    source.table(rows.name()).filter(Table::internal).isPresent();
            if (!engineOwn) {
                problems.add("There is no table " + rows.name()
                        + Nearest.endOfSentence(
                                rows.name(), target.tables().stream().map(Table::name)));
            }
            return;
        }
        rows.optional().stream()
                .filter(name -> found.get().column(name).isEmpty())
                .forEach(name -> superfluous
                        .computeIfAbsent(rows.name(), absent -> new ArrayList<>())
                        .add(name));
        if (rows.isOpen()) {
            return; // code may set and remove columns: each row is checked when it comes
        }
        Table table = found.get();
        for (String name : rows.columns()) {
            Optional<Column> column = table.column(name);
            if (column.isEmpty() && !isRowId(rows, name) && !rows.isOptional(name)) {
                problems.add("The table " + table.name() + " has no column " + name
                        + Nearest.endOfSentence(name, table.columns().stream().map(Column::name)));
            } else if (column.isPresent() && !column.get().insertable()) {
                problems.add("The column " + table.name() + "." + name + " is computed, so no row can set it.");
            }
        }
        for (String name : rows.nulls()) {
            table.column(name)
                    .filter(column -> table.needs(column) && !isNumbered(table, column))
                    .ifPresent(column -> problems.add("The column " + table.name() + "." + name
                            + " must not be NULL, and a step makes it NULL in each row."));
        }
        for (Column column : table.columns()) {
            if (table.needs(column) && !rows.columns().contains(column.name())) {
                problems.add("The column " + table.name() + "." + column.name() + " needs a value, and has none.");
            }
        }
    }

    private static boolean isNumbered(Table table, Column column) {
        return table.identity() != null && table.identity().column().equals(column.name());
    }

    private void check(NumberedAction action) {
        List<String> sequences = Spelling.sequences(target);
        boolean known = sequences.isEmpty() // the engine has none
                || target.table(spelling.of(action.sequence())).isPresent()
                || sequences.stream().anyMatch(name -> spelling.same(name, action.sequence()));
        if (!known) {
            problems.add("There is no sequence " + action.sequence()
                    + Nearest.endOfSentence(action.sequence(), sequences.stream())
                    + " (" + action.place() + ")");
        }
    }

    /** Whether a column is the engine's own row number, which means nothing in other tables. */
    private boolean isRowId(TableOutline rows, String name) {
        return rows.origin()
                .flatMap(source::table)
                .flatMap(table -> table.column(name))
                .filter(column -> column.kind() == Column.Kind.ROW_ID)
                .isPresent();
    }
}
