package doppel.restore.save;

import doppel.dialect.Dialects;
import doppel.dialect.Portability;
import doppel.dialect.choice.ColumnChoices;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.restore.statement.Statement;
import doppel.schema.Schema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of the values of columns that have other types in the target than they were declared with, and what
 * these columns hold. Not thread-safe.
 */
public final class ColumnRules {

    private final UntypedColumns untyped;
    private final Optional<ChosenColumns> chosen;
    private final Optional<FoundValues> found;

    private ColumnRules(UntypedColumns untyped, Optional<ChosenColumns> chosen, Optional<FoundValues> found) {
        this.untyped = untyped;
        this.chosen = chosen;
        this.found = found;
    }

    /**
     * The rules for rows on their way into another engine.
     *
     * @param options the types that the user has chosen for columns
     * @param translated whether the target's tables have been made of those of the source
     * @throws doppel.UsageException if an option does not fit the schema
     */
    public static ColumnRules there(Schema source, Schema target, List<String> options, boolean translated) {
        if (!translated && options.isEmpty()) {
            return new ColumnRules(UntypedColumns.none(), Optional.empty(), Optional.empty());
        }
        ColumnChoices choices = ColumnChoices.of(options, source);
        Portability portability = Dialects.forId(source.engine()).portability();
        ChosenColumns chosen = new ChosenColumns(choices, source, portability, false);
        boolean counting = translated && !portability.enforcesTypes();
        return new ColumnRules(
                translated ? UntypedColumns.of(source, target) : UntypedColumns.none(),
                choices.isEmpty() ? Optional.empty() : Optional.of(chosen),
                counting ? Optional.of(new FoundValues(source, portability, choices, chosen)) : Optional.empty());
    }

    /**
     * The rules for rows on their way back from another engine.
     *
     * @param original the schema that they come from originally
     * @param options the types that the user had chosen for columns of it
     */
    public static ColumnRules back(Schema original, List<String> options) {
        ColumnChoices choices = ColumnChoices.of(options, original);
        Portability portability = Dialects.forId(original.engine()).portability();
        Optional<ChosenColumns> chosen = choices.isEmpty()
                ? Optional.empty()
                : Optional.of(new ChosenColumns(choices, original, portability, true));
        return new ColumnRules(UntypedColumns.none(), chosen, Optional.empty());
    }

    /** The row as the target has it, or the same row. Values that cannot go there stay as they are. */
    Row taken(Row row) {
        chosen.ifPresent(columns -> columns.take(row));
        return row;
    }

    /** The values by which a row is looked for, as the target has them. */
    Object[] taken(String table, String[] columns, Object[] values) {
        if (chosen.isEmpty()) {
            return values;
        }
        Row row = new Row(Shape.empty(table), columns.length);
        for (int i = 0; i < columns.length; i++) {
            row.set(columns[i], values[i]);
        }
        return Arrays.stream(columns).map(taken(row)::get).toArray();
    }

    /** Whether no row is refused. */
    boolean isEmpty() {
        return untyped.isEmpty() && chosen.isEmpty();
    }

    /** Why one of these rows must not be saved, if so. */
    Optional<Refusal> refusal(List<Row> rows) {
        return rows.stream().flatMap(row -> refusals(row).values().stream()).findFirst();
    }

    /** Why values of this row must not be saved, by column. */
    public Map<String, Refusal> refusals(Row row) {
        Map<String, Refusal> refusals = new LinkedHashMap<>(untyped.refusals(row));
        chosen.ifPresent(columns -> refusals.putAll(columns.refusals(row)));
        return refusals;
    }

    /** Counts the values of statements that were saved, each statement once. */
    void saved(List<Statement> statements) {
        found.ifPresent(values -> statements.forEach(statement -> values.count(statement.rows(), true)));
    }

    /** Counts the values of a statement that cannot be saved, once. */
    public void unsaved(Statement statement) {
        found.ifPresent(values -> values.count(statement.rows(), false));
    }

    /** Says that the column refused a value. */
    public void refused(String table, String column) {
        found.ifPresent(values -> values.refused(table, column));
    }

    /** What the columns hold that refused values, and the options that take all of it. */
    public List<ColumnAdvice> advice() {
        return found.map(FoundValues::advice).orElse(List.of());
    }
}
