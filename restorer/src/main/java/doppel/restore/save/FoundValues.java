package doppel.restore.save;

import doppel.dialect.Portability;
import doppel.dialect.choice.ColumnChoice;
import doppel.dialect.choice.ColumnChoices;
import doppel.fixture.ByShape;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.Column;
import doppel.schema.Schema;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts what columns hold whose engine does not enforce their types, so that a refusal can say which type would take
 * all of it. Not thread-safe.
 */
final class FoundValues {

    private final Schema schema;
    private final Portability portability;
    private final ColumnChoices choices;
    private final ChosenColumns chosen;
    private final Map<ColumnChoices.ColumnName, FoundColumn> columns = new LinkedHashMap<>();
    private final Set<ColumnChoices.ColumnName> refused = new LinkedHashSet<>();
    private final ByShape<FoundColumn[]> byShape = new ByShape<>(this::found);

    /**
     * @param schema the schema that the rows come from
     * @param choices the types that were chosen already
     */
    FoundValues(Schema schema, Portability portability, ColumnChoices choices, ChosenColumns chosen) {
        this.schema = schema;
        this.portability = portability;
        this.choices = choices;
        this.chosen = chosen;
    }

    /** Counts the values of rows that were saved, or cannot be saved: each row once. */
    void count(List<Row> rows, boolean saved) {
        rows.forEach(row -> count(row, saved));
    }

    private void count(Row row, boolean saved) {
        FoundColumn[] ofRow = byShape.of(row.shape());
        for (int i = 0; i < ofRow.length; i++) {
            Object value = ofRow[i] == null ? null : chosen.before(row, i);
            if (value != null) {
                ofRow[i].count(value, saved);
            }
        }
    }

    /** Says that a value of this column was refused. */
    void refused(String table, String column) {
        refused.add(new ColumnChoices.ColumnName(table, column));
    }

    private FoundColumn[] found(Shape shape) {
        return shape.columns().stream()
                .map(column -> schema.table(shape.table())
                        .flatMap(table -> table.column(column))
                        .filter(known -> known.kind() == Column.Kind.STORED)
                        .map(known -> columns.computeIfAbsent(
                                new ColumnChoices.ColumnName(shape.table(), column),
                                name -> new FoundColumn(
                                        portability.portable(known).type().kind())))
                        .orElse(null))
                .toArray(FoundColumn[]::new);
    }

    /** What the columns hold of which values were refused, and the options that take all of it. */
    List<ColumnAdvice> advice() {
        return refused.stream().filter(columns::containsKey).map(this::advice).toList();
    }

    private ColumnAdvice advice(ColumnChoices.ColumnName name) {
        FoundColumn column = columns.get(name);
        List<ColumnChoices.ColumnName> linked = ColumnChoices.linked(name, schema);
        Optional<ColumnChoice> made = choices.of(name.table(), name.column());
        List<String> options = column.choices(name).stream()
                .filter(choice -> !made.equals(Optional.of(choice)))
                .map(choice -> Stream.concat(Stream.of(name), linked.stream())
                        .map(other -> new ColumnChoice(other.table(), other.column(), choice.type(), choice.form()))
                        .toList())
                .filter(all -> all.stream().allMatch(this::isPossible))
                .map(all -> all.stream().map(ColumnChoice::option).collect(Collectors.joining(" ")))
                .toList();
        String type = schema.table(name.table())
                .flatMap(table -> table.column(name.column()))
                .map(Column::type)
                .filter(declared -> !declared.isEmpty())
                .map(declared -> " " + declared)
                .orElse("");
        return new ColumnAdvice(name.table() + "." + name.column() + type, column.words(), options);
    }

    private boolean isPossible(ColumnChoice choice) {
        FoundColumn found = columns.get(new ColumnChoices.ColumnName(choice.table(), choice.column()));
        return found == null || found.fits(choice);
    }
}
