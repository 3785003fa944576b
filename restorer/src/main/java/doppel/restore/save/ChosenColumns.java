package doppel.restore.save;

import doppel.dialect.Portability;
import doppel.dialect.choice.ColumnChoice;
import doppel.dialect.choice.ColumnChoices;
import doppel.fixture.ByShape;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.literal.ValueWords;
import doppel.schema.Column;
import doppel.schema.PortableType;
import doppel.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.stream.IntStream;

/** Takes the values of columns that the user has chosen types for there, or back again. Not thread-safe. */
final class ChosenColumns {

    private final ColumnChoices choices;
    private final Schema declared;
    private final Portability portability;
    private final boolean back;
    private final Map<Row, Map<String, Refusal>> left = new WeakHashMap<>(); // by identity
    private final ByShape<List<Chosen>> byShape = new ByShape<>(this::chosen);

    /**
     * A column that has a choice.
     *
     * @param position where it is in the rows of a shape
     * @param kind what it was declared to hold
     */
    private record Chosen(int position, String column, ColumnChoice choice, PortableType.Kind kind) {}

    /**
     * @param declared the schema that the rows come from, or come back to
     * @param portability says what its columns hold
     * @param back whether the rows come back
     */
    ChosenColumns(ColumnChoices choices, Schema declared, Portability portability, boolean back) {
        this.choices = choices;
        this.declared = declared;
        this.portability = portability;
        this.back = back;
    }

    private List<Chosen> chosen(Shape shape) {
        return IntStream.range(0, shape.size())
                .boxed()
                .flatMap(position -> chosen(shape, position).stream())
                .toList();
    }

    private Optional<Chosen> chosen(Shape shape, int position) {
        String name = shape.columns().get(position);
        Optional<Column> column = declared.table(shape.table()).flatMap(table -> table.column(name));
        return choices.of(shape.table(), name)
                .flatMap(choice -> column.map(known -> new Chosen(
                        position,
                        name,
                        choice,
                        portability.portable(known).type().kind())));
    }

    /** Takes the values of a row there, or back. Those that cannot go there stay as they are. */
    void take(Row row) {
        for (Chosen column : byShape.of(row.shape())) {
            Object value = row.held(column.position());
            if (value == null) {
                continue;
            }
            Optional<Object> taken = back
                    ? Optional.of(column.choice().back(value, column.kind()))
                    : column.choice().there(value, column.kind());
            taken.ifPresentOrElse(
                    there -> row.set(column.column(), there),
                    () -> left.computeIfAbsent(row, absent -> new LinkedHashMap<>())
                            .put(column.column(), refusal(row, column, value)));
        }
    }

    private static Refusal refusal(Row row, Chosen column, Object value) {
        return new Refusal(row.table() + "." + column.column() + ": "
                + column.choice().words() + " cannot hold " + ValueWords.thisOne(value)
                + " exactly: " + ValueWords.shortened(value));
    }

    /** Why values of this row could not be taken there, by column. */
    Map<String, Refusal> refusals(Row row) {
        return left.getOrDefault(row, Map.of());
    }

    /** The value that a value of the row was before it was taken there. */
    Object before(Row row, int position) {
        Object value = row.held(position);
        if (value == null || refusals(row).containsKey(row.columns().get(position))) {
            return value;
        }
        return byShape.of(row.shape()).stream()
                .filter(column -> column.position() == position)
                .map(column -> column.choice().back(value, column.kind()))
                .findFirst()
                .orElse(value);
    }
}
