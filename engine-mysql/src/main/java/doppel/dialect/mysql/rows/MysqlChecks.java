package doppel.dialect.mysql.rows;

import doppel.dialect.mysql.connect.MysqlSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * CHECK conditions on rows. A session of MariaDB can ignore them, so that its databases can hold rows that violate
 * them; in MySQL, only conditions that are never enforced can be violated.
 */
public final class MysqlChecks {

    private static final String DOING = "Checking conditions";

    private MysqlChecks() {}

    /** A condition. */
    private record Check(String table, String name, String clause) {}

    /** Admits rows that violate conditions, as in the database that is reproduced. */
    public static void suspend(MysqlSession session) {
        if (session.isMariadb()) {
            session.run(DOING, "SET SESSION check_constraint_checks = 0");
        }
    }

    /** The conditions that rows violate, a sentence each. */
    public static List<String> broken(MysqlSession session) {
        List<String> broken = new ArrayList<>();
        if (session.isMariadb()) {
            List<Check> checks = session.list(
                    DOING,
                    "SELECT TABLE_NAME, CONSTRAINT_NAME, CHECK_CLAUSE FROM information_schema.CHECK_CONSTRAINTS"
                            + " WHERE CONSTRAINT_SCHEMA = DATABASE() ORDER BY TABLE_NAME, CONSTRAINT_NAME",
                    row -> new Check(row.getString(1), row.getString(2), row.getString(3)));
            for (Check check : checks) {
                long rows = Long.parseLong(session.string(
                        DOING,
                        "SELECT COUNT(*) FROM " + MysqlSession.quote(check.table()) + " WHERE NOT (" + check.clause()
                                + ")"));
                if (rows > 0) {
                    broken.add(String.format(
                            Locale.ROOT,
                            "%s: %,d %s the condition %s",
                            check.table(),
                            rows,
                            rows == 1 ? "row breaks" : "rows break",
                            check.name()));
                }
            }
        }
        return broken;
    }
}
