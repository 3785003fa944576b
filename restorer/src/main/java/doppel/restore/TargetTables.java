package doppel.restore;

import java.util.Map;

/**
 * How the tables of a target differ from those of the fixture.
 *
 * @param options what the engine calls options of a table, such as {@code engine} and {@code collate}
 * @param complete whether another engine gets what means nothing to it, so that it can come back: row numbers, and tables that
 *     an engine keeps for itself
 * @param original whether the script of the schema is that of the database that the rows were read from at first: they have
 *     been through another engine since
 */
public record TargetTables(Map<String, String> options, boolean complete, boolean original) {

    /** As they are, or as another engine has them. */
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
