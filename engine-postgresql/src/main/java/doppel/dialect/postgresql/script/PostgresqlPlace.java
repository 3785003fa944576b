package doppel.dialect.postgresql.script;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;

/** Where in a script a statement failed. */
public final class PostgresqlPlace {

    private static final Pattern QUOTED = Pattern.compile("'[^']*'");
    private static final int SHOWN = 120;

    private PostgresqlPlace() {}

    /** Where a statement failed: the object that it is about, and the line of it that the server names. */
    public static String of(PostgresqlStatementReader.Statement statement, SQLException cause) {
        String object = shortened(statement.sql().lines().findFirst().orElse("").replaceFirst("\\s*\\($", ""));
        int at = Math.min(position(cause), statement.sql().length());
        String line = shortened(lineAt(statement.sql(), at));
        return at == 0 || line.isEmpty() || statement.sql().lastIndexOf('\n', at - 1) < 0
                ? object
                : object + ": " + line;
    }

    /** The line of the script where a statement failed. */
    public static int line(PostgresqlStatementReader.Statement statement, SQLException cause) {
        int at = Math.min(position(cause), statement.sql().length());
        return statement.line()
                + (int) statement
                        .sql()
                        .substring(0, at)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    private static String lineAt(String sql, int at) {
        int start = at == 0 ? 0 : sql.lastIndexOf('\n', at - 1) + 1;
        int end = sql.indexOf('\n', at);
        return sql.substring(start, end < 0 ? sql.length() : end).strip().replaceFirst(",$", "");
    }

    /** Without the contents of literals, which may be secret. */
    private static String shortened(String line) {
        String bare = QUOTED.matcher(line.strip()).replaceAll("'…'");
        return bare.length() > SHOWN ? bare.substring(0, SHOWN) + "…" : bare;
    }

    /** The character that the server names, counted from 1, or 0. */
    private static int position(SQLException cause) {
        return cause instanceof PSQLException server && server.getServerErrorMessage() != null
                ? server.getServerErrorMessage().getPosition()
                : 0;
    }
}
