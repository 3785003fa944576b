package doppel.restore;

import java.util.Map;

/**
 * How the tables of a target differ from those of the fixture.
 *
 * @param options the engine's options for a table, such as {@code engine} and {@code collate}
 * @param complete whether another engine also gets row numbers and internal tables that travel, which mean nothing to
 *     it, so that they can come back
 * @param original whether the schema's script comes from the database that the rows were originally read from, before
 *     they went through another engine
 */
public record TargetTables(Map<String, String> options, boolean complete, boolean original) {

    /** The tables unchanged, or translated for another engine. */
    public static final TargetTables USUAL = new TargetTables(Map.of(), false, false);

    public TargetTables {
        options = Map.copyOf(options);
    }

    /** With options of the engine. */
    public static TargetTables of(Map<String, String> options) {
        return new TargetTables(options, false, false);
    }

    /** On the way through another engine and back. */
    public TargetTables thatComeBack() {
        return new TargetTables(options, true, false);
    }

    /** Back from another engine. */
    public static TargetTables comingBack() {
        return new TargetTables(Map.of(), false, true);
    }
}
