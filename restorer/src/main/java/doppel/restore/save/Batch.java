package doppel.restore.save;

import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.fixture.Row;
import doppel.restore.statement.Account;
import doppel.restore.statement.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Statements whose rows are ready to be inserted into a target: all of them or none. Each is examined when it is added,
 * and again only if the batch is refused, since most of them have left the processor's caches by then. Filled by one
 * thread.
 */
final class Batch {

    private final Target.Batch ready;
    private final List<Statement> statements = new ArrayList<>();
    private final Set<String> tables = new LinkedHashSet<>();
    private final Map<Account, Long> accounts = new LinkedHashMap<>();
    private String lastTable;
    private Account lastAccount;
    private long ofLastAccount;
    private long weight;
    private boolean made;

    /** A batch without statements for this target. */
    Batch(Target target) {
        ready = target.batch();
    }

    /** Adds a statement that has given its rows. */
    void add(Statement statement) {
        statements.add(statement);
        weight += statement.weight();
        if (statement.account() != lastAccount) {
            count();
            lastAccount = statement.account();
        }
        ofLastAccount++;
        Row only = statement.onlyRow();
        if (only != null) {
            add(only);
        } else {
            statement.rows().forEach(this::add);
        }
    }

    @SuppressWarnings("ReferenceEquality") // rows of a shape share its name; a different shape costs a lookup
    private void add(Row row) {
        if (row.table() != lastTable) {
            lastTable = row.table();
            tables.add(lastTable);
        }
        made |= row.isMade();
        ready.add(row);
    }

    private void count() {
        if (ofLastAccount > 0) {
            accounts.merge(lastAccount, ofLastAccount, Long::sum);
        }
        ofLastAccount = 0;
    }

    /** The statements. */
    List<Statement> statements() {
        return statements;
    }

    int size() {
        return statements.size();
    }

    /** About how much memory the statements take, in bytes. */
    long weight() {
        return weight;
    }

    /** The tables of the rows, in the order of their first rows. */
    Set<String> tables() {
        return tables;
    }

    /** Inserts the rows. */
    void insert() throws RefusedException {
        ready.insert();
    }

    /** Counts the statements as saved. */
    void countSaved() {
        if (made) {
            statements.forEach(Statement::countDone);
            return;
        }
        count();
        accounts.forEach(Account::countSaved);
    }
}
