package doppel.dialect.mysql;

import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.definition.MysqlToken;
import doppel.dialect.mysql.rows.MysqlEngines;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells which statements a transaction could not take back: the server commits before and after most of them (MySQL's
 * manual, "Statements That Cause an Implicit Commit"), and some tables have no transactions.
 */
final class MysqlLasting {

    private static final Set<String> READS =
            Set.of("select", "values", "table", "show", "describe", "desc", "explain", "do", "(");

    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "replace", "with", "load", "call");

    /** Words with which a routine ends a transaction, or might. */
    private static final String[] ENDS = {
        "commit",
        "rollback",
        "start",
        "alter",
        "create",
        "drop",
        "truncate",
        "rename",
        "lock",
        "unlock",
        "grant",
        "revoke",
        "analyze",
        "optimize",
        "repair",
        "flush",
        "prepare",
        "call",
        "autocommit",
        "install",
        "xa"
    };

    private final MysqlSession session;
    private final Set<String> withoutTransactions = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    MysqlLasting(MysqlSession session) {
        this.session = session;
        withoutTransactions.addAll(MysqlEngines.withoutTransactions(session).keySet());
    }

    /** Why the transaction could not take a statement back; empty if it can. */
    Optional<String> why(String sql) {
        if (sql.contains("/*!") || sql.contains("/*M!")) {
            return Optional.of("it has a comment that the server may run");
        }
        List<MysqlToken> tokens = MysqlToken.of(sql, MysqlToken.Mode.PLAIN);
        Optional<String> function = ofFunctions(tokens);
        if (function.isPresent()) {
            return function;
        }
        if (tokens.isEmpty() || tokens.get(0).isOneOf(READS.toArray(String[]::new))) {
            return Optional.empty();
        }
        MysqlToken first = tokens.get(0);
        MysqlToken second = tokens.size() > 1 ? tokens.get(1) : first;
        if (first.isOneOf("create", "drop") && second.isOneOf("temporary")) {
            return Optional.empty();
        }
        if (first.isOneOf("set")) {
            boolean lasts = tokens.stream()
                    .anyMatch(token -> token.isOneOf("autocommit", "password", "global", "persist", "persist_only"));
            return lasts ? Optional.of("it changes a setting outside of the transaction") : Optional.empty();
        }
        if (!first.isOneOf(WRITES.toArray(String[]::new))) {
            return Optional.of("the server commits with it");
        }
        if (first.isOneOf("call")) {
            Optional<String> routine = ofRoutine(tokens);
            if (routine.isPresent()) {
                return routine;
            }
        }
        return ofTables(tokens);
    }

    /** A function that a statement calls may change a table without transactions. */
    private Optional<String> ofFunctions(List<MysqlToken> tokens) {
        if (withoutTransactions.isEmpty()) {
            return Optional.empty();
        }
        for (List<String> function : session.list(
                "Reading the functions",
                "SELECT ROUTINE_NAME, COALESCE(ROUTINE_DEFINITION, '') FROM information_schema.ROUTINES WHERE"
                        + " ROUTINE_TYPE = 'FUNCTION' AND ROUTINE_SCHEMA = "
                        + MysqlSession.literal(session.database()),
                row -> List.of(row.getString(1), row.getString(2)))) {
            if (tokens.stream().anyMatch(token -> token.text().equalsIgnoreCase(function.get(0)))) {
                Optional<String> table = ofTables(MysqlToken.of(function.get(1), MysqlToken.Mode.PLAIN));
                if (table.isPresent()) {
                    return table;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> ofRoutine(List<MysqlToken> call) {
        String name = "";
        for (MysqlToken token : call.subList(1, call.size())) {
            if (token.text().equals("(") || token.text().equals(";")) {
                break;
            }
            name = token.text(); // the last part, after the database
        }
        List<String> bodies = session.strings(
                "Reading a procedure",
                "SELECT COALESCE(ROUTINE_DEFINITION, '') FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = "
                        + MysqlSession.literal(session.database()) + " AND ROUTINE_NAME = "
                        + MysqlSession.literal(name));
        if (bodies.isEmpty() || bodies.stream().anyMatch(String::isEmpty)) {
            return Optional.of("the procedure " + name + " cannot be read, and may commit");
        }
        for (String body : bodies) {
            List<MysqlToken> tokens = MysqlToken.of(body, MysqlToken.Mode.PLAIN);
            for (MysqlToken token : tokens) {
                if (token.isOneOf(ENDS)) {
                    return Optional.of("the procedure " + name + " may commit, since it says "
                            + token.text().toUpperCase(Locale.ROOT));
                }
            }
            Optional<String> table = ofTables(tokens);
            if (table.isPresent()) {
                return table;
            }
        }
        return Optional.empty();
    }

    /** A statement that names a table without transactions, or a table whose trigger names one, may change it. */
    private Optional<String> ofTables(List<MysqlToken> tokens) {
        if (withoutTransactions.isEmpty()) {
            return Optional.empty();
        }
        Set<String> named = new HashSet<>();
        tokens.forEach(token -> named.add(token.text()));
        for (String table : withoutTransactions) {
            if (named.stream().anyMatch(table::equalsIgnoreCase)) {
                return Optional.of("the table " + table + " has no transactions");
            }
        }
        for (List<String> trigger : session.list(
                "Reading the triggers",
                "SELECT EVENT_OBJECT_TABLE, ACTION_STATEMENT FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = "
                        + MysqlSession.literal(session.database()),
                row -> List.of(row.getString(1), row.getString(2)))) {
            Set<String> touched = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            MysqlToken.of(trigger.get(1), MysqlToken.Mode.PLAIN).forEach(token -> touched.add(token.text()));
            touched.retainAll(withoutTransactions);
            if (!touched.isEmpty() && named.stream().anyMatch(trigger.get(0)::equalsIgnoreCase)) {
                return Optional.of("a trigger of " + trigger.get(0) + " names the table "
                        + touched.iterator().next() + ", which has no transactions");
            }
        }
        return Optional.empty();
    }
}
