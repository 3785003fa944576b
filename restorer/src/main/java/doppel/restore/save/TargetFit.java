package doppel.restore.save;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.Column;
import doppel.schema.Nearest;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Checks that rows fit the target's tables, once for each shape. What does not fit is a mistake in a create method or hook,
 * and never guessed away: one misfit ends the restore.
 */
final class TargetFit {

    private final Schema target;
    private final Map<String, Table> tables = new HashMap<>();
    private final Map<Shape, List<String>> leftOut = new HashMap<>();
    private Shape fitting; // the one that was seen last, if rows of it fit as they are

    TargetFit(Schema target) {
        this.target = target;
        target.tables().forEach(table -> tables.put(table.name(), table));
    }

    /**
     * Fits a row.
     *
     * @param source the schema that the row comes from
     * @return whether the row has a place in the target: what one engine's database keeps for itself may have none in another
     * @throws FixtureException if the target has no such table or column, or wants one that the row does not have
     */
    boolean fit(Row row, Schema source) {
        Shape shape = row.shape();
        if (shape == fitting) {
            return true;
        }
        List<String> superfluous = leftOut.get(shape);
        if (superfluous == null) {
            if (!tables.containsKey(row.table())
                    && source.table(row.table()).filter(Table::internal).isPresent()) {
                return false;
            }
            superfluous = check(row, source);
            leftOut.put(shape, superfluous);
        }
        if (superfluous.isEmpty()) {
            fitting = shape;
        } else {
            superfluous.forEach(row::remove);
        }
        return true;
    }

    /** The target's table of this name. */
    Table table(String name) {
        Table table = tables.get(name);
        if (table == null) {
            throw misfit("The target has no table " + name + Nearest.endOfSentence(name, tables.keySet().stream()));
        }
        return table;
    }

    /** The target's column of this name. */
    Column column(Table table, String name) {
        return table.column(name)
                .orElseThrow(() -> misfit("The target's table " + table.name() + " has no column " + name
                        + Nearest.endOfSentence(name, table.columns().stream().map(Column::name))));
    }

    private List<String> check(Row row, Schema source) {
        Table table = table(row.table());
        List<String> superfluous = new ArrayList<>();
        for (String name : row.columns()) {
            if (table.column(name).isEmpty() && isRowId(source, row.table(), name)) {
                superfluous.add(name); // no column of the application's, and of no use where tables are others
                continue;
            }
            if (!column(table, name).insertable()) {
                throw misfit("The target computes the column " + name + " of table " + table.name()
                        + " itself, so no row can set it.");
            }
        }
        for (Column column : table.columns()) {
            if (table.needs(column) && !row.has(column.name())) {
                throw misfit("The target's table " + table.name() + " needs a value for its column " + column.name()
                        + ", which has no default, and the rows have none.");
            }
        }
        return superfluous;
    }

    private static boolean isRowId(Schema source, String table, String column) {
        // a table that the source does not have was renamed on the way
        return source.table(table)
                .map(Stream::of)
                .orElseGet(() -> source.tables().stream())
                .flatMap(known -> known.column(column).stream())
                .anyMatch(known -> known.kind() == Column.Kind.ROW_ID);
    }

    private static FixtureException misfit(String message) {
        return new FixtureException(
                ErrorCode.UNKNOWN_COLUMN,
                message,
                "Give the application's steps with --migrations, or change the create method or hook in Restore.java so that its rows"
                        + " fit the target. Nothing was changed.");
    }

    /** All tables of the target. */
    Schema target() {
        return target;
    }
}
