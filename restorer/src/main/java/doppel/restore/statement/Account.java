package doppel.restore.statement;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Counts the outcomes of the rows that one create method was called for. Not thread-safe. */
public final class Account {

    /** What the name of an account of rows begins with that steps have made. */
    public static final String NEW = "(new) ";

    private final String method;
    private String table;
    private long read;
    private long saved;
    private long skipped;
    private final Map<String, Account> made = new TreeMap<>();

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

    /** Counts a row of this table that a step has made of one of these rows, and that was saved with it. */
    void countMade(String ofTable) {
        made.computeIfAbsent(ofTable, name -> new Account(NEW + name)).countMade();
    }

    private void countMade() {
        read++;
        saved++;
    }

    /** The accounts of the rows that steps have made of these. */
    public Collection<Account> made() {
        return made.values();
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
