package doppel.dialect.mysql.connect;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The warnings of a server about a statement that did not fail. */
public final class MysqlWarnings {

    public static final int TRUNCATED = 1265;

    /** Warnings that something could not be rolled back, or that a statement is not safe to replicate. */
    private static final Set<Integer> HARMLESS = Set.of(1196, 1592);

    private MysqlWarnings() {}

    /** The warnings that a value may not have been stored unchanged. */
    public static List<SQLWarning> of(Statement statement) throws SQLException {
        List<SQLWarning> warnings = new ArrayList<>();
        for (SQLWarning next = statement.getWarnings(); next != null; next = next.getNextWarning()) {
            boolean harmless = HARMLESS.contains(next.getErrorCode())
                    || String.valueOf(next.getMessage()).contains("deprecated");
            if (!harmless) {
                warnings.add(next);
            }
        }
        return warnings;
    }
}
