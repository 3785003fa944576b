package doppel.dialect.sqlite.connect;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.sqlite.Collation;
import org.sqlite.Function;

/**
 * Stand-ins for the collations and functions that only the application of a database has: without them, SQLite neither
 * creates the tables and indexes that name them nor stores rows there. A collation compares bytes, so that different
 * texts are never equal. A function gives NULL, which every check and every unique index accepts, or fails. So what
 * they decide is not what the application would decide, and no answer may depend on it. Used by one thread.
 */
public final class SqliteStandIns {

    private final SqliteUnknowns unknowns;
    private final Set<String> asked = new TreeSet<>();
    private boolean answering;

    private SqliteStandIns(SqliteUnknowns unknowns) {
        this.unknowns = unknowns;
    }

    /** Gives a connection what the tables and indexes of its database need; its functions fail. */
    public static SqliteStandIns on(Connection connection) throws SQLException {
        return on(connection, SqliteUnknowns.of(connection));
    }

    /** Gives a connection these; its functions fail. */
    public static SqliteStandIns on(Connection connection, SqliteUnknowns unknowns) throws SQLException {
        SqliteStandIns standIns = new SqliteStandIns(unknowns);
        for (String collation : unknowns.collations()) {
            Collation.create(connection, collation, standIns.collation(collation));
        }
        for (String function : unknowns.functions()) {
            Function.create(connection, function, standIns.function(function), -1, Function.FLAG_DETERMINISTIC);
        }
        return standIns;
    }

    /** What they stand in for. */
    public SqliteUnknowns unknowns() {
        return unknowns;
    }

    /** Whether functions give NULL from now on; otherwise they fail. */
    public SqliteStandIns answering(boolean answers) {
        answering = answers;
        return this;
    }

    /** The collations that SQLite has compared by since this was last asked. */
    public Set<String> asked() {
        Set<String> names = Set.copyOf(asked);
        asked.clear();
        return names;
    }

    private Collation collation(String name) {
        return new Collation() {
            @Override
            protected int xCompare(String one, String two) {
                asked.add(name);
                return one.equals(two)
                        ? 0
                        : Arrays.compareUnsigned(
                                one.getBytes(StandardCharsets.UTF_8), two.getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    private Function function(String name) {
        return new Function() {
            @Override
            protected void xFunc() throws SQLException {
                if (answering) {
                    result();
                } else {
                    error("only the application of the database has the function " + name);
                }
            }
        };
    }
}
