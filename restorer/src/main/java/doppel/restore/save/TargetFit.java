package doppel.restore.save;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.fixture.ByShape;
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
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks that rows fit the target's tables, once for each shape. A row that does not fit is a mistake in a create
 * method or hook, which ends the restore; nothing is guessed.
 */
final class TargetFit {

    private final Map<String, Table> tables = new HashMap<>();
    private final Schema source;
    private final ByShape<Optional<List<String>>> superfluous = new ByShape<>(this::superfluous);

    /**
     * @param source the schema that rows come from
     * @param target the schema that they have to fit
     */
    TargetFit(Schema source, Schema target) {
        this.source = source;
        target.tables().forEach(table -> tables.put(table.name(), table));
    }

    /**
     * Fits a row.
     *
     * @return whether the row has a place in the target: internal rows of one engine may have none in another
     * @throws FixtureException if the target has no such table or column, or needs one that the row does not have
     */
    boolean fit(Row row) {
        Optional<List<String>> columns = superfluous.of(row.shape());
        columns.ifPresent(names -> names.forEach(row::remove));
        return columns.isPresent();
    }

    /** The columns that are left out of rows of this shape; nothing if these rows have no place in the target. */
    private Optional<List<String>> superfluous(Shape shape) {
        boolean placeless = !tables.containsKey(shape.table())
                && source.table(shape.table()).filter(Table::internal).isPresent();
        return placeless ? Optional.empty() : Optional.of(check(shape));
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

    private List<String> check(Shape shape) {
        Table table = table(shape.table());
        List<String> superfluous = new ArrayList<>();
        for (String name : shape.columns()) {
            if (table.column(name).isEmpty() && isRowId(shape.table(), name)) {
                superfluous.add(name); // no column of the application's, and of no use where tables are others
                continue;
            }
            if (!column(table, name).insertable()) {
                throw misfit("The target computes the column " + name + " of table " + table.name()
                        + " itself, so no row can set it.");
            }
        }
        for (Column column : table.columns()) {
            if (table.needs(column) && !shape.columns().contains(column.name())) {
                throw misfit("The target's table " + table.name() + " needs a value for its column " + column.name()
                        + ", which has no default, and the rows have none.");
            }
        }
        return superfluous;
    }

    private boolean isRowId(String table, String column) {
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
                "Give the application's steps with --migrations, or change the create method or hook in "
                        + "Restore.java so that its rows"
                        + " fit the target. Nothing was changed.");
    }
}
