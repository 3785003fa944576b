package doppel.restore.migrate;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Sequences;
import doppel.dialect.Target;
import doppel.migration.passage.Origin;
import doppel.migration.passage.Passage;
import doppel.schema.Column;
import doppel.schema.Identity;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets the sequences of a target stand where those of the fixture stood, where rows are fitted to another schema: a
 * sequence of the same name, or else the one that the same column drew from. Used once, after the rows.
 */
public final class KeptSequences {

    private static final String SEQUENCE = "sequence ";

    private final Schema source;
    private final Dialect sourceDialect;
    private final Map<String, Sequences.Position> positions;
    private final Target target;
    private final Dialect dialect;
    private final Optional<Passage> passage;

    /**
     * @param source the fixture's schema
     * @param script the fixture's {@code schema.sql}, which says where its sequences stood
     * @param steps the steps that rows went through
     */
    public KeptSequences(Schema source, String script, Target target, Dialect dialect, Optional<Steps> steps) {
        this.source = source;
        this.target = target;
        this.dialect = dialect;
        sourceDialect = Dialects.knows(source.engine()) ? Dialects.forId(source.engine()) : dialect;
        positions = sourceDialect.sequences().positions(script);
        passage = steps.map(Steps::passage);
    }

    /** The sequences of a schema that stand on their own. */
    public static List<String> alone(Schema schema) {
        return schema.others().stream()
                .filter(other -> other.startsWith(SEQUENCE))
                .map(other -> other.substring(SEQUENCE.length()))
                .toList();
    }

    /** Lets all sequences stand where they stood. */
    public void place() {
        List<String> alone = alone(target.schema());
        for (Table table : target.schema().tables()) {
            for (Column column : table.columns()) {
                Optional<Sequences.Position> position = position(table, column);
                drawn(column).ifPresent(name -> position.ifPresent(at -> target.placeSequence(name, at)));
                Identity identity = table.identity();
                if (identity != null && identity.column().equals(column.name())) {
                    position.ifPresent(
                            at -> target.continueNumbering(table.name(), new Identity(column.name(), at.next())));
                }
            }
        }
        for (String name : alone) { // the same name says more than the column
            positions.entrySet().stream()
                    .filter(stood -> same(stood.getKey(), name))
                    .findFirst()
                    .ifPresent(stood -> target.placeSequence(name, stood.getValue()));
        }
    }

    /** Where that stood which gave the fixture's column its numbers. */
    private Optional<Sequences.Position> position(Table table, Column column) {
        Optional<Origin> origin = passage.isPresent()
                ? passage.get().origin(source, table.name(), column.name())
                : source.table(table.name())
                        .flatMap(known -> known.column(column.name()).map(same -> new Origin(known, same)));
        return origin.flatMap(from -> sourceDialect
                .sequences()
                .drawnFrom(from.column().defaultValue())
                .flatMap(drawn -> named(drawn, List.copyOf(positions.keySet())))
                .map(positions::get)
                .or(() -> Optional.ofNullable(from.table().identity())
                        .filter(identity ->
                                identity.column().equals(from.column().name()))
                        .map(identity -> new Sequences.Position(identity.next(), false))));
    }

    /** The target's sequence that a column draws from. */
    private Optional<String> drawn(Column column) {
        return dialect.sequences()
                .drawnFrom(column.defaultValue())
                .flatMap(drawn -> named(drawn, alone(target.schema())));
    }

    /** A default may leave out the schema of a sequence. */
    private static Optional<String> named(String drawn, List<String> known) {
        List<String> endings =
                known.stream().filter(name -> name.endsWith("." + drawn)).toList();
        return known.contains(drawn)
                ? Optional.of(drawn)
                : endings.size() == 1 ? Optional.of(endings.get(0)) : Optional.empty();
    }

    private boolean same(String one, String other) {
        return passage.map(steps -> steps.same(one, other)).orElse(one.equals(other));
    }

    /**
     * Requires that no sequence would give a number that its column must not hold twice.
     *
     * @throws DatabaseException if one would
     */
    public void requireAhead() {
        for (Table table : target.schema().tables()) {
            for (Column column : table.columns()) {
                Optional<String> sequence = isKey(table, column) ? drawn(column) : Optional.empty();
                if (sequence.isPresent() && target.isBehind(sequence.get(), table.name(), column.name())) {
                    throw new DatabaseException(
                            ErrorCode.SEQUENCE_BEHIND,
                            "The sequence " + sequence.get() + " would give numbers that " + table.name() + "."
                                    + column.name() + " holds already.",
                            "Let the script of the schema set it beyond them, or let a step say so: up.table(\""
                                    + table.name() + "\").numberedBy(\"" + column.name() + "\", \"" + sequence.get()
                                    + "\") lets it go on. Nothing was changed.");
                }
            }
        }
    }

    private static boolean isKey(Table table, Column column) {
        List<String> alone = List.of(column.name());
        return table.primaryKey().equals(alone)
                || table.indexes().stream()
                        .anyMatch(index -> index.unique() && index.columns().equals(alone));
    }
}
