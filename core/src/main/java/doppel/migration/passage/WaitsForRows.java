package doppel.migration.passage;

/** A row has to wait until other rows have come. It is thrown for many rows, and therefore has no stack trace. */
public final class WaitsForRows extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WaitsForRows(String table) {
        super("waits for the rows of " + table, null, false, false);
    }
}
