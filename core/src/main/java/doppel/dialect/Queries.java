package doppel.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ParsedParameters;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.TemplateEngine;

/** Single queries on a connection, with JDBI. */
public final class Queries {

    private Queries() {}

    /**
     * A handle whose statements reach the driver as they are written, with {@code ?} for each value that is bound by
     * its position. Closing it closes the connection.
     */
    public static Handle on(Connection connection) {
        Handle handle = Jdbi.open(connection);
        handle.getConfig(SqlStatements.class)
                .setTemplateEngine(TemplateEngine.NOP)
                .setSqlParser(new AsWritten());
        return handle;
    }

    /** The exception that the driver threw, unwrapped from JDBI's. */
    public static SQLException sqlException(Exception e) {
        Throwable cause = e;
        while (cause != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return cause == null ? new SQLException(e) : (SQLException) cause;
    }

    /**
     * A name can contain what JDBI would take for an escape, a string or a parameter; besides, its parser is slow to
     * start.
     */
    private static final class AsWritten implements SqlParser {

        @Override
        public ParsedSql parse(String sql, StatementContext context) {
            int values = context.getBinding().isEmpty() ? 0 : values(sql);
            return ParsedSql.of(sql, ParsedParameters.positional(values));
        }

        /** The question marks outside of quotes. */
        private static int values(String sql) {
            int values = 0;
            char quote = 0;
            for (int i = 0; i < sql.length(); i++) {
                char c = sql.charAt(i);
                if (quote != 0) {
                    quote = c == quote ? 0 : quote; // a doubled quote ends one text and begins the next
                } else if (c == '\'' || c == '"') {
                    quote = c;
                } else if (c == '?') {
                    values++;
                }
            }
            return values;
        }

        @Override
        public String nameParameter(String rawName, StatementContext context) {
            throw new UnsupportedOperationException("values are bound by their positions");
        }
    }
}
