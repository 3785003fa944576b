package doppel.dialect.postgresql;

import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.StatementContext;

/** Leaves a statement without parameters as it is: a name can hold what JDBI takes for an escape, a string or a parameter. */
final class PostgresqlSqlParser extends ColonPrefixSqlParser {

    @Override
    public ParsedSql parse(String sql, StatementContext context) {
        return context.getBinding().isEmpty() ? ParsedSql.builder().append(sql).build() : super.parse(sql, context);
    }
}
