package doppel.dialect.sqlite.replace;

import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.connect.SqliteStandIns;
import doppel.dialect.sqlite.definition.SqliteVirtualTables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Proves that a committed database is intact, on two connections at once. {@code quick_check} of the whole database
 * checks each page and each row; {@code integrity_check} of a table also checks its pages and rows, and that its
 * indexes hold exactly these rows. Together, for all tables, that is everything that {@code integrity_check} of the
 * whole database checks. Virtual tables that only the application can read are not checked.
 *
 * <p>It gives no reasons: if anything is wrong, the check of the whole database reports it.
 */
final class SqliteProof {

    private final SqliteFile file;
    private final Connection connection;
    private final String settings;
    private final Queue<String> checks = new ConcurrentLinkedQueue<>();

    /**
     * @param connection a connection that does not block readers
     * @param settings the settings that the other connection needs for the same check
     */
    SqliteProof(SqliteFile file, Connection connection, String settings) {
        this.file = file;
        this.connection = connection;
        this.settings = settings;
    }

    /** Whether everything was checked and is intact. */
    boolean isSound() {
        try {
            checks.addAll(all());
        } catch (SQLException e) {
            return false;
        }
        FutureTask<Boolean> other = new FutureTask<>(this::elsewhere);
        Thread thread = new Thread(other, "doppel-check");
        thread.setDaemon(true);
        thread.start();
        boolean here = false;
        boolean there;
        try {
            here = pass(connection);
        } finally {
            if (!here) {
                checks.clear();
            }
            there = outcome(other);
        }
        return here && there;
    }

    /** The longest first. */
    private List<String> all() throws SQLException {
        record Sized(String name, long rows) {}
        List<Sized> tables = new ArrayList<>();
        Set<String> unreadable = SqliteVirtualTables.unreadable(connection).keySet();
        try (Statement statement = connection.createStatement()) {
            List<String> names = strings(statement, "SELECT name FROM sqlite_master WHERE type = 'table'");
            names.removeAll(unreadable);
            for (String name : names) {
                tables.add(new Sized(name, rows(statement, name)));
            }
        }
        tables.sort((one, two) -> Long.compare(two.rows(), one.rows()));
        List<String> all = new ArrayList<>();
        for (Sized table : tables) {
            all.add("PRAGMA main.integrity_check('" + table.name().replace("'", "''") + "')");
        }
        if (unreadable.isEmpty()) { // otherwise SQLite refuses to check the whole database
            all.add(Math.min(1, all.size()), "PRAGMA main.quick_check(1)");
        }
        return all;
    }

    /** The approximate number, determined without counting; 0 if unknown. */
    private static long rows(Statement statement, String table) {
        try (ResultSet last = statement.executeQuery("SELECT max(rowid) FROM " + SqliteFile.quote(table))) {
            return last.getLong(1);
        } catch (SQLException e) {
            return 0; // without rowid
        }
    }

    /** The connection could write, since one that cannot does not even read CHECK constraints (SQLite's build.c). */
    private boolean elsewhere() throws SQLException {
        boolean passed = false;
        try (Connection other = file.openReadWrite();
                Statement statement = other.createStatement()) {
            SqliteStandIns.on(other).answering(true);
            statement.executeUpdate("PRAGMA query_only = ON; " + settings);
            passed = pass(other);
        } finally {
            if (!passed) {
                checks.clear();
            }
        }
        return passed;
    }

    /** Runs checks until none is left, or one finds something. */
    private boolean pass(Connection on) {
        try (Statement statement = on.createStatement()) {
            for (String check = checks.poll(); check != null; check = checks.poll()) {
                if (!strings(statement, check).equals(List.of("ok"))) {
                    return false;
                }
            }
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static List<String> strings(Statement statement, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                found.add(result.getString(1));
            }
        }
        return found;
    }

    /** Always waits for the other connection, which has to be closed before the file is moved. */
    private static boolean outcome(FutureTask<Boolean> other) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return other.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return false;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
