package doppel.restore.save;

import doppel.fixture.ByShape;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.Column;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.List;
import java.util.Optional;

/** The columns that must not be NULL: what they refuse is known without asking the database. Not thread-safe. */
public final class RequiredColumns {

    private final Schema target;
    private final ByShape<List<Integer>> positions = new ByShape<>(this::positions);

    public RequiredColumns(Schema target) {
        this.target = target;
    }

    private List<Integer> positions(Shape shape) {
        Optional<Table> table = target.table(shape.table());
        return shape.columns().stream()
                .filter(name -> table.flatMap(known -> known.column(name))
                        .filter(column -> needs(table.get(), column))
                        .isPresent())
                .map(shape.columns()::indexOf)
                .toList();
    }

    /** A default, or a number that the engine gives, may take the place of NULL. */
    private static boolean needs(Table table, Column column) {
        boolean numbered = table.identity() != null && table.identity().column().equals(column.name());
        return table.needs(column) && !numbered;
    }

    /** Why the row must not be saved, if a column is NULL that must not be. */
    public Optional<Refusal> refusal(Row row) {
        for (int position : positions.of(row.shape())) {
            if (row.held(position) == null) {
                return Optional.of(new Refusal(
                        row.table() + "." + row.columns().get(position) + " is NULL, which it must not be"));
            }
        }
        return Optional.empty();
    }
}
