package doppel.migration.passage;

import doppel.ErrorCode;
import doppel.MigrationException;
import doppel.fixture.ByShape;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.migration.LetterCase;
import doppel.schema.Column;
import doppel.schema.Identity;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The spelling of table and column names in steps: as in the databases, or all in one case. Rows get the steps' names
 * before the first step, and the target's names after the last. Not thread-safe.
 */
final class Spelling {

    private static final String SEQUENCE = "sequence ";

    private final LetterCase letters;
    private final ByShape<Shape> ofSteps = new ByShape<>(shape -> shape(shape, Optional.empty()));
    private final ByShape<Shape> ofTarget = new ByShape<>(this::targetShape);
    private final Map<String, Row> blanks = new HashMap<>();
    private Schema target = Schema.of("");

    Spelling(LetterCase letters) {
        this.letters = letters;
    }

    /** Whether names stay as they are. */
    boolean asWritten() {
        return letters == LetterCase.AS_WRITTEN;
    }

    /** A name as steps spell it. */
    String of(String name) {
        return switch (letters) {
            case AS_WRITTEN -> name;
            case UPPER -> name.toUpperCase(Locale.ROOT);
            case LOWER -> name.toLowerCase(Locale.ROOT);
        };
    }

    /** Whether steps consider both names the same. */
    boolean same(String one, String other) {
        return of(one).equals(of(other));
    }

    /**
     * What steps see of a schema: its tables, columns and numbering.
     *
     * @throws MigrationException if two names become the same
     */
    Schema of(Schema schema) {
        if (asWritten()) {
            return schema;
        }
        requireDistinct("tables", schema.tables().stream().map(Table::name).toList());
        return new Schema(
                schema.engine(), schema.tables().stream().map(this::of).toList(), schema.others());
    }

    /** What steps see of a table. */
    Table of(Table table) {
        if (asWritten()) {
            return table;
        }
        List<Column> columns = new ArrayList<>();
        requireDistinct(
                "columns of " + table.name(),
                table.columns().stream().map(Column::name).toList());
        for (Column column : table.columns()) {
            columns.add(new Column(
                    of(column.name()), column.type(), column.nullable(), column.kind(), column.defaultValue()));
        }
        Identity identity = table.identity();
        return new Table(
                of(table.name()),
                columns,
                table.primaryKey().stream().map(this::of).toList(),
                List.of(),
                List.of(),
                identity == null ? null : new Identity(of(identity.column()), identity.next()),
                table.internal());
    }

    /** The sequences of a schema that stand on their own, as the database writes them. */
    static List<String> sequences(Schema schema) {
        return schema.others().stream()
                .filter(other -> other.startsWith(SEQUENCE))
                .map(other -> other.substring(SEQUENCE.length()))
                .toList();
    }

    private void requireDistinct(String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(of(name))) {
                throw new MigrationException(
                        ErrorCode.STEP_UNFIT,
                        "Steps have all names in " + letters.name().toLowerCase(Locale.ROOT) + " case, but two " + what
                                + " differ only in case: " + name + ".",
                        "Spell the names in the steps as this database does. No row has moved.",
                        null);
            }
        }
    }

    /** Sets the schema that the rows are for. */
    void towards(Schema schema) {
        of(schema); // requires that names differ
        target = schema;
        ofTarget.clear();
    }

    /** Gives a row the steps' names. */
    Row in(Row row) {
        return asWritten() ? row : row.named(ofSteps.of(row.shape()));
    }

    /** Gives a row the target's names. */
    Row out(Row row) {
        return asWritten() ? row : row.named(ofTarget.of(row.shape()));
    }

    private Shape targetShape(Shape shape) {
        return shape(
                shape,
                target.tables().stream()
                        .filter(table -> same(table.name(), shape.table()))
                        .findFirst());
    }

    private Shape shape(Shape shape, Optional<Table> table) {
        String name = table.map(Table::name).orElseGet(() -> of(shape.table()));
        Row row = blanks.computeIfAbsent(name, blank -> new Row(Shape.empty(blank.intern())))
                .copy();
        for (String column : shape.columns()) {
            row.set(
                    table.stream()
                            .flatMap(known -> known.columns().stream())
                            .map(Column::name)
                            .filter(known -> same(known, column))
                            .findFirst()
                            .orElseGet(() -> of(column))
                            .intern(),
                    null);
        }
        return row.shape();
    }
}
