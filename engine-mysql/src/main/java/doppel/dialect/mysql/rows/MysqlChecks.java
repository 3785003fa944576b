package doppel.dialect.mysql.rows;

import doppel.dialect.mysql.connect.MysqlSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Conditions on rows. MariaDB lets a session pass them over, so that its databases can hold rows that break them; MySQL has none
 * such, but for conditions that it does not enforce at all.
 */
public final class MysqlChecks {

    private static final String DOING = "Checking conditions";

    private MysqlChecks() {}

    /** A condition. */
    private record Check(String table, String name, String clause) {}

    /** Lets rows come in that break conditions, as they came into the database that is reproduced. */
    public static void suspend(MysqlSession session) {
        if (session.isMariadb()) {
            session.run(DOING, "SET SESSION check_constraint_checks = 0");
        }
    }

    /** The conditions that rows break, a sentence each. */
    public static List<String> broken(MysqlSession session) {
        List<String> broken = new ArrayList<>();
        if (session.isMariadb()) {
            List<Check> checks = session.list(
                    DOING,
                    "SELECT TABLE_NAME, CONSTRAINT_NAME, CHECK_CLAUSE FROM information_schema.CHECK_CONSTRAINTS"
                            + " WHERE CONSTRAINT_SCHEMA = DATABASE() ORDER BY TABLE_NAME, CONSTRAINT_NAME",
                    (row, context) -> new Check(row.getString(1), row.getString(2), row.getString(3)));
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
