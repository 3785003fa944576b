package doppel.dialect.mysql.rows;

import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.value.MysqlValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Removes rows again from tables that do not support savepoints. Not thread-safe. */
public final class MysqlUndo {

    private final MysqlSession session;
    private final Deque<List<String>> savepoints = new ArrayDeque<>();

    public MysqlUndo(MysqlSession session) {
        this.session = session;
    }

    /** Adds an inserted row. */
    void inserted(MysqlInsertPlan plan, Object[] wires) {
        if (!savepoints.isEmpty()) {
            List<String> conditions = new ArrayList<>();
            for (int i = 0; i < wires.length; i++) {
                conditions.add(MysqlValue.exactly(
                        plan.columns().get(i).name(), wires[i], plan.types().get(i)));
            }
            plan.numbered().ifPresent(column -> conditions.add(MysqlSession.quote(column) + " = " + lastNumber()));
            savepoints
                    .peek()
                    .add("DELETE FROM " + MysqlSession.quote(plan.table())
                            + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions)) + " LIMIT 1");
        }
    }

    private String lastNumber() {
        return session.string("Saving a row", "SELECT LAST_INSERT_ID()");
    }

    /** Begins a savepoint. */
    public void savepoint() {
        savepoints.push(new ArrayList<>());
    }

    /** Removes the rows inserted since the newest savepoint, which stays. */
    public void rollback() {
        List<String> rows = savepoints.isEmpty() ? List.of() : savepoints.peek();
        for (int i = rows.size() - 1; i >= 0; i--) {
            session.run("Undoing a row", rows.get(i));
        }
        if (!savepoints.isEmpty()) {
            rows.clear();
        }
    }

    /** Ends the newest savepoint. */
    public void release() {
        List<String> rows = savepoints.pop();
        if (!savepoints.isEmpty()) {
            savepoints.peek().addAll(rows);
        }
    }
}
