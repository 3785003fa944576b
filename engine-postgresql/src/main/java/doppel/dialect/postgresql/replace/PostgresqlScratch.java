package doppel.dialect.postgresql.replace;

import doppel.dialect.Queries;
import doppel.dialect.Resources;
import doppel.dialect.ScratchDatabase;
import doppel.dialect.postgresql.connect.PostgresqlConnector;
import doppel.dialect.postgresql.connect.PostgresqlErrors;
import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.dialect.postgresql.connect.PostgresqlSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * A database with a random name next to another, with the same encoding and collation. A session of the same name lives
 * as long as it is in use. So leftovers of killed runs are recognized by the missing session, and the next run drops
 * them.
 */
public final class PostgresqlScratch implements ScratchDatabase {

    private static final String PREFIX = "doppel_scratch_";

    private final PostgresqlConnector connector;
    private final Connection keeper;

    private PostgresqlScratch(PostgresqlConnector connector, Connection keeper) {
        this.connector = connector;
        this.keeper = keeper;
    }

    public static PostgresqlScratch create(PostgresqlConnector beside) {
        String name = PREFIX + UUID.randomUUID().toString().replace("-", "");
        Connection keeper = beside.open(name);
        try {
            Handle handle = Queries.on(keeper);
            List<String> leftovers = leftovers(handle);
            String options = options(handle);
            PostgresqlSession.end(keeper);
            leftovers.forEach(leftover -> handle.execute("DROP DATABASE IF EXISTS " + leftover));
            handle.execute("CREATE DATABASE " + name + " TEMPLATE template0" + options);
            return new PostgresqlScratch(beside.withDatabase(name), keeper);
        } catch (SQLException | JdbiException e) {
            Resources.closeQuietly(keeper, e);
            throw PostgresqlErrors.failure("Creating a scratch database", e);
        }
    }

    private static List<String> leftovers(Handle handle) {
        return handle.createQuery("SELECT d.datname FROM pg_database d WHERE d.datname ~ '^" + PREFIX
                        + "[0-9a-f]{32}$' AND pg_has_role(d.datdba, 'USAGE') AND NOT EXISTS (SELECT 1 FROM "
                        + "pg_stat_activity"
                        + " a WHERE a.datname = d.datname OR a.application_name = d.datname)")
                .mapTo(String.class)
                .list();
    }

    /** Encoding and collation of the open database, in the syntax of the server's version. */
    private static String options(Handle handle) {
        return handle.createQuery(
                        "SELECT format(' ENCODING %L LC_COLLATE %L LC_CTYPE %L', pg_encoding_to_char(encoding),"
                                + " datcollate, datctype) || CASE to_jsonb(d) ->> 'datlocprovider'"
                                + " WHEN 'i' THEN format(' LOCALE_PROVIDER icu ICU_LOCALE %L', coalesce(to_jsonb(d) "
                                + "->> 'datlocale',"
                                + " to_jsonb(d) ->> 'daticulocale')) || coalesce(' ICU_RULES ' ||"
                                + " quote_literal(to_jsonb(d) ->> 'daticurules'), '')"
                                + " WHEN 'b' THEN format(' LOCALE_PROVIDER builtin BUILTIN_LOCALE %L', to_jsonb(d) "
                                + "->> 'datlocale')"
                                + " ELSE '' END FROM pg_database d WHERE datname = current_database()")
                .mapTo(String.class)
                .one();
    }

    @Override
    public String url() {
        return connector.url();
    }

    /** Ends sessions that are still there, as {@code DROP DATABASE … WITH (FORCE)} does since PostgreSQL 13. */
    @Override
    public void close() {
        PostgresqlDatabase.run(
                connector,
                "DROP DATABASE IF EXISTS " + PostgresqlName.quote(connector.database()),
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
                        + PostgresqlName.literal(connector.database())
                        + " AND backend_type = 'client backend' AND pg_has_role(usesysid, 'USAGE')");
        try {
            keeper.close();
        } catch (SQLException e) {
            throw PostgresqlErrors.failure("Closing a scratch database", e);
        }
    }
}
