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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Checks that rows fit the target's tables, once for each shape. A row that does not fit is a mistake in a create
 * method or hook, which ends the restore; nothing is guessed.
 */
final class TargetFit {

    private static final int MOST = 20;

    private final Map<String, Table> tables = new HashMap<>();
    private final Schema source;
    private final Predicate<Table> asDumped;
    private final ByShape<Optional<List<String>>> superfluous = new ByShape<>(this::superfluous);

    /**
     * @param source the schema that rows come from
     * @param target the schema that they have to fit
     * @param asDumped whether the rows of a table come as they were dumped; asked only if rows do not fit
     */
    TargetFit(Schema source, Schema target, Predicate<Table> asDumped) {
        this.source = source;
        this.asDumped = asDumped;
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
            throw misfit(noTable(name));
        }
        return table;
    }

    /** The target's column of this name. */
    Column column(Table table, String name) {
        return table.column(name).orElseThrow(() -> misfit(noColumn(table, name)));
    }

    private List<String> check(Shape shape) {
        List<String> superfluous = new ArrayList<>();
        List<String> misfits = misfits(shape.table(), shape.columns(), superfluous);
        if (!misfits.isEmpty()) {
            source.tables().stream()
                    .filter(table -> !table.name().equals(shape.table()) && !table.internal() && asDumped.test(table))
                    .forEach(table -> misfits.addAll(misfits(
                            table.name(),
                            table.insertableColumns().stream().map(Column::name).toList(),
                            new ArrayList<>())));
            String more = misfits.size() > MOST
                    ? String.format(Locale.ROOT, "\n... and %,d more.", misfits.size() - MOST)
                    : "";
            throw misfit(String.join("\n", misfits.subList(0, Math.min(MOST, misfits.size()))) + more);
        }
        return superfluous;
    }

    /** Everything in which rows with these columns do not fit; other columns that mean nothing there are collected. */
    private List<String> misfits(String name, List<String> columns, List<String> superfluous) {
        List<String> misfits = new ArrayList<>();
        Table table = tables.get(name);
        if (table == null) {
            misfits.add(noTable(name));
            return misfits;
        }
        for (String column : columns) {
            Optional<Column> known = table.column(column);
            if (known.isEmpty() && isRowId(name, column)) {
                superfluous.add(column); // no column of the application's, and of no use where tables are others
            } else if (known.isEmpty()) {
                misfits.add(noColumn(table, column));
            } else if (!known.get().insertable()) {
                misfits.add("The target computes the column " + column + " of table " + name
                        + " itself, so no row can set it.");
            }
        }
        for (Column column : table.columns()) {
            if (table.needs(column) && !columns.contains(column.name())) {
                misfits.add("The target's table " + name + " needs a value for its column " + column.name()
                        + ", which has no default, and the rows have none.");
            }
        }
        return misfits;
    }

    private String noTable(String name) {
        return "The target has no table " + name + Nearest.endOfSentence(name, tables.keySet().stream());
    }

    private static String noColumn(Table table, String name) {
        return "The target's table " + table.name() + " has no column " + name
                + Nearest.endOfSentence(name, table.columns().stream().map(Column::name));
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
