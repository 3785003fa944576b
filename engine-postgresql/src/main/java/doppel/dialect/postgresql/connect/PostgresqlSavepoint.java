package doppel.dialect.postgresql.connect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Does many small pieces of work under few savepoints. At the end of each savepoint the server looks at all relations
 * that the transaction has created ({@code AtEOSubXact_RelationCache} in {@code relcache.c}), so that one for each of
 * thousands of statements would take time in proportion to the square of their number.
 */
public final class PostgresqlSavepoint {

    private static final String NAME = "doppel_together";
    private static final int AT_ONCE = 100;

    private PostgresqlSavepoint() {}

    /** A piece of work. */
    public interface Work<T> {
        void on(T one) throws SQLException;
    }

    /**
     * Works on all of these in their order: on a hundred at once under one savepoint, and one by one if there are no
     * more, or if one of a hundred fails.
     *
     * @param together how to work on one of several
     * @param alone how to work on one alone
     */
    public static <T> void each(Connection connection, List<T> all, Work<T> together, Work<T> alone)
            throws SQLException {
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<T> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            if (!isMany(all) || !isDone(connection, some, together)) {
                for (T one : some) {
                    alone.on(one);
                }
            }
        }
    }

    /** Whether there are so many that a savepoint for each is slow. */
    public static boolean isMany(List<?> all) {
        return all.size() > AT_ONCE;
    }

    /** Works on all of these under one savepoint, and says whether that was done; it is undone if not. */
    public static <T> boolean isDone(Connection connection, List<T> some, Work<T> work) throws SQLException {
        run(connection, "SAVEPOINT " + NAME);
        try {
            for (T one : some) {
                work.on(one);
            }
            run(connection, "RELEASE " + NAME);
            return true;
        } catch (SQLException e) {
            run(connection, "ROLLBACK TO " + NAME + "; RELEASE " + NAME);
            return false;
        }
    }

    /** Runs statements as they are. */
    public static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
