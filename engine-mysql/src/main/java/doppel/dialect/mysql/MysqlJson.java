package doppel.dialect.mysql;

import doppel.DatabaseException;
import doppel.dialect.mysql.connect.MysqlSession;
import java.util.Optional;

/**
 * JSON of MySQL can contain values of SQL's types, as functions make them: the text of a decimal becomes a number of
 * double precision, that of a date or of bytes a string.
 */
final class MysqlJson {

    private static final String DOING = "Reading the JSON of table ";

    private MysqlJson() {}

    /** What is said of a column if values of it change when JSON is read from their text. */
    static Optional<String> unstable(MysqlSession session, String table, String column) {
        String text = "CAST(" + MysqlSession.quote(column) + " AS CHAR CHARACTER SET utf8mb4)";
        String otherText = "CAST(CAST(CAST(" + text + " AS JSON) AS CHAR CHARACTER SET utf8mb4) AS BINARY) <> CAST("
                + text + " AS BINARY)";
        String condition = looksInside(session, table) ? holdsOtherTypes(column) + " OR " + otherText : otherText;
        String count = session.string(
                DOING + table, "SELECT COUNT(*) FROM " + MysqlSession.quote(table) + " WHERE " + condition);
        return count.equals("0")
                ? Optional.empty()
                : Optional.of(table + "." + column + ": " + count
                        + (count.equals("1") ? " value of JSON holds" : " values of JSON hold")
                        + " decimals, dates or bytes, which become other types when JSON is read from its text");
    }

    private static String holdsOtherTypes(String column) {
        return "EXISTS (SELECT 1 FROM JSON_TABLE(JSON_EXTRACT(" + MysqlSession.quote(column)
                + ", '$', '$**.*', '$**[*]'), '$[*]' COLUMNS (inner_value JSON PATH '$')) AS inside WHERE"
                + " JSON_TYPE(inside.inner_value) NOT IN ('NULL', 'OBJECT', 'ARRAY', 'BOOLEAN', 'INTEGER', 'UNSIGNED"
                + " INTEGER', 'DOUBLE', 'STRING'))";
    }

    /** MySQL 5.7 has no way into a value of JSON from a condition; the difference of the texts remains. */
    private static boolean looksInside(MysqlSession session, String table) {
        try {
            session.string(DOING + table, "SELECT 1 FROM JSON_TABLE('[]', '$[*]' COLUMNS (x INT PATH '$')) AS nothing");
            return true;
        } catch (DatabaseException e) {
            return false;
        }
    }
}
