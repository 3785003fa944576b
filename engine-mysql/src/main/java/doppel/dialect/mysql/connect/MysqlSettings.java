package doppel.dialect.mysql.connect;

import java.util.ArrayList;
import java.util.List;

/**
 * The session settings that a definition keeps from its creation; null for those that it does not keep.
 *
 * @param sqlMode its {@code sql_mode}
 * @param timeZone its {@code time_zone}
 * @param charset its {@code character_set_client}
 * @param collation its {@code collation_connection}
 * @param databaseCollation the collation that its database had
 */
public record MysqlSettings(
        String sqlMode, String timeZone, String charset, String collation, String databaseCollation) {

    /** The settings at the beginning of a script, as tables need them. */
    public static final MysqlSettings PLAIN = new MysqlSettings("NO_AUTO_VALUE_ON_ZERO", "+00:00", null, null, null);

    /** None at all. */
    public static final MysqlSettings NONE = new MysqlSettings(null, null, null, null, null);

    /** The same without settings that are already in effect. */
    public List<String> statementsAfter(MysqlSettings before) {
        List<String> changes = new ArrayList<>();
        change(changes, "sql_mode", sqlMode, before.sqlMode);
        change(changes, "time_zone", timeZone, before.timeZone);
        change(changes, "character_set_client", charset, before.charset);
        change(changes, "collation_connection", collation, before.collation);
        List<String> statements = new ArrayList<>();
        if (!changes.isEmpty()) {
            statements.add("SET " + String.join(", ", changes));
        }
        if (databaseCollation != null && !databaseCollation.equals(before.databaseCollation)) {
            statements.add(defaultCollation(databaseCollation));
        }
        return statements;
    }

    /** The settings after these have been applied; the others stay. */
    public MysqlSettings over(MysqlSettings before) {
        return new MysqlSettings(
                sqlMode == null ? before.sqlMode : sqlMode,
                timeZone == null ? before.timeZone : timeZone,
                charset == null ? before.charset : charset,
                collation == null ? before.collation : collation,
                databaseCollation == null ? before.databaseCollation : databaseCollation);
    }

    /** The statement that gives the chosen database a default collation, and with it a character set. */
    public static String defaultCollation(String collation) {
        return "ALTER DATABASE COLLATE " + collation;
    }

    private static void change(List<String> changes, String variable, String value, String before) {
        if (value != null && !value.equals(before)) {
            changes.add(variable + " = '" + value + "'");
        }
    }
}
