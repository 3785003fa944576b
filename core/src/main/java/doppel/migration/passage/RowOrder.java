package doppel.migration.passage;

import doppel.ErrorCode;
import doppel.MigrationException;
import doppel.migration.action.TableOutline;
import doppel.schema.Schema;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Knows of which tables all rows have come: a fixture loads its tables in the order of its schema, one after the other.
 * Not thread-safe.
 */
final class RowOrder {

    private final Map<String, Integer> positions = new HashMap<>();
    private int position = -1;
    private int relied = -1; // some code has assumed that these tables are complete
    private String last;
    private boolean reading;
    private boolean complete;

    RowOrder(Schema source) {
        source.tables().forEach(table -> positions.put(table.name(), positions.size()));
    }

    void reading(boolean first) {
        reading = first;
    }

    void complete() {
        complete = true;
    }

    /** A row of this table comes. */
    void comes(String table) {
        if (!reading || complete || table.equals(last)) {
            return;
        }
        last = table;
        Integer at = positions.get(table);
        if (at == null) {
            return;
        }
        if (at <= relied) {
            throw new MigrationException(
                    ErrorCode.STEP_UNFIT,
                    "Rows of " + table + " come after others looked for them.",
                    "Let load() in Restore.java load the tables in the order of schema().",
                    null);
        }
        position = at;
    }

    /**
     * Makes a row wait if rows of a table may still come.
     *
     * @param table its name at that point of the passage
     * @param outline what is known about it
     */
    void requireComplete(String table, Optional<TableOutline> outline) {
        if (complete) {
            return;
        }
        boolean known = outline.filter(rows -> !rows.isOfCode()).isPresent();
        for (String source : outline.map(TableOutline::sources).orElse(Set.of())) {
            known &= positions.containsKey(source);
        }
        int needed = lastOf(outline);
        if (!known || needed >= position) {
            throw new WaitsForRows(table);
        }
        relied = Math.max(relied, needed);
    }

    /** Whether some row may have relied on the completeness of a table. */
    boolean isReliedOn(Optional<TableOutline> outline) {
        int last = lastOf(outline);
        return complete || last >= 0 && relied >= last;
    }

    /** The position of the last table that rows of this one come from; -1 if none is known. */
    private int lastOf(Optional<TableOutline> outline) {
        int last = -1;
        for (String source : outline.map(TableOutline::sources).orElse(Set.of())) {
            last = Math.max(last, positions.getOrDefault(source, -1));
        }
        return last;
    }
}
