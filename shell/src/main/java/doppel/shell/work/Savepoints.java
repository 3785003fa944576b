package doppel.shell.work;

import doppel.dialect.LiveDatabase;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;

/** The savepoints of the one transaction. Used by one thread. */
record Savepoints(Supplier<LiveDatabase> database) {

    void mark(String name) {
        run("SAVEPOINT " + name);
    }

    void release(String name) {
        run("RELEASE SAVEPOINT " + name);
    }

    /** Takes back what was done since a savepoint, which is gone then. */
    void rollbackTo(String name) {
        run("ROLLBACK TO SAVEPOINT " + name);
        release(name);
    }

    private void run(String sql) {
        try (Statement statement = database.get().connection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw database.get().failure("Keeping the steps apart", e);
        }
    }
}
