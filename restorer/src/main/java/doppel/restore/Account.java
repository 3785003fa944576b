package doppel.restore;

/** Counts what became of the rows that one create method was called for. Not thread-safe. */
final class Account {

    private final String method;
    private String table;
    private long read;
    private long saved;
    private long skipped;

    Account(String method) {
        this.method = method;
    }

    /** The table that the create method saves to, as far as its first row tells; else its own name. */
    String table() {
        return table == null ? method : table;
    }

    void savesTo(String firstTable) {
        if (table == null) {
            table = firstTable;
        }
    }

    void countRead() {
        read++;
    }

    void countSaved(long rows) {
        saved += rows;
    }

    void countSkipped() {
        skipped++;
    }

    RestoreReport.TableRows report() {
        return new RestoreReport.TableRows(table(), read, saved, skipped, read - saved - skipped);
    }
}
