package doppel.migration.passage;

import doppel.fixture.Row;
import doppel.literal.ValueWords;
import java.util.stream.Collectors;

/** A step refused a row; the row is deferred for this reason. The message says which step, where, and why. */
public final class StepFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StepFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** Why a row was refused: if code took a value for another kind, which columns hold values of that kind. */
    static String reason(RuntimeException e, Row row) {
        if (e instanceof ClassCastException cast) {
            String where = ValueWords.castFrom(cast)
                    .map(type -> row.columns().stream()
                            .filter(column -> row.get(column) != null
                                    && row.get(column).getClass().getName().equals(type))
                            .map(column -> column + " holds " + ValueWords.shown(row.get(column)))
                            .collect(Collectors.joining(", ")))
                    .filter(found -> !found.isEmpty())
                    .map(found -> " (" + found + ")")
                    .orElse("");
            return ValueWords.meaning(cast) + where;
        }
        return e.getMessage() == null || e instanceof NullPointerException ? e.toString() : e.getMessage();
    }
}
