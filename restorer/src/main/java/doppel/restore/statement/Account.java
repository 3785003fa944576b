package doppel.restore.statement;

/** Counts the outcomes of the rows that one create method was called for. Not thread-safe. */
public final class Account {

    private final String method;
    private String table;
    private long read;
    private long saved;
    private long skipped;

    public Account(String method) {
        this.method = method;
    }

    /** The table that the create method saves to, known from its first row; until then, its own name. */
    public String table() {
        return table == null ? method : table;
    }

    public void savesTo(String firstTable) {
        if (table == null) {
            table = firstTable;
        }
    }

    public void countRead() {
        read++;
    }

    public void countSaved(long rows) {
        saved += rows;
    }

    public void countSkipped() {
        skipped++;
    }

    public long read() {
        return read;
    }

    public long saved() {
        return saved;
    }

    public long skipped() {
        return skipped;
    }
}
