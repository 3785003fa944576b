package doppel.restore;

import java.util.List;
import java.util.Map;

/**
 * How the tables of a target differ from those of the fixture.
 *
 * @param options the engine's options for a table, such as {@code engine} and {@code collate}
 * @param columns the types that columns of the fixture get there, as in {@code record.created=timestamp:epoch-millis}
 * @param complete whether another engine also gets row numbers and internal tables that travel, which mean nothing to
 *     it, so that they can come back
 * @param original whether the schema's script comes from the database that the rows were originally read from, before
 *     they went through another engine, where columns had these types
 */
public record TargetTables(Map<String, String> options, List<String> columns, boolean complete, boolean original) {

    /** The tables unchanged, or translated for another engine. */
    public static final TargetTables USUAL = new TargetTables(Map.of(), List.of(), false, false);

    public TargetTables {
        options = Map.copyOf(options);
        columns = List.copyOf(columns);
    }

    /** With options of the engine. */
    public static TargetTables of(Map<String, String> options) {
        return new TargetTables(options, List.of(), false, false);
    }

    /** The same with types of columns. */
    public TargetTables withColumns(List<String> others) {
        return new TargetTables(options, others, complete, original);
    }

    /** On the way through another engine and back. */
    public TargetTables thatComeBack() {
        return new TargetTables(options, columns, true, false);
    }

    /** Back from another engine. */
    public TargetTables comingBack() {
        return new TargetTables(options, columns, false, true);
    }
}
