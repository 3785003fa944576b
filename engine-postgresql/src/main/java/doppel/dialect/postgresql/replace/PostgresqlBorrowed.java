package doppel.dialect.postgresql.replace;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.Queries;
import doppel.dialect.ScratchDatabase;
import doppel.dialect.TargetState;
import doppel.dialect.postgresql.catalog.PostgresqlSchemaReader;
import doppel.dialect.postgresql.connect.PostgresqlConnector;
import doppel.dialect.postgresql.connect.PostgresqlErrors;
import doppel.dialect.postgresql.connect.PostgresqlName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * An existing empty database, used as a scratch database and emptied again.
 *
 * @param connector the database
 * @param extensions the extensions that were in it, which stay
 */
public record PostgresqlBorrowed(PostgresqlConnector connector, List<String> extensions) implements ScratchDatabase {

    private static final String DOING = "Emptying the scratch database";

    public static PostgresqlBorrowed of(PostgresqlConnector connector) {
        TargetState state = PostgresqlTargetState.of(connector);
        if (state.kind() == TargetState.Kind.ABSENT) {
            throw new DatabaseException(
                    ErrorCode.DATABASE_MISSING,
                    "There is no database " + connector.database() + " to use as a scratch database.",
                    "Create it. Doppel keeps it, and empties it again after use.");
        }
        state.requireEmpty(connector.toString());
        try (Connection connection = connector.open()) {
            Handle handle = Queries.on(connection);
            requireMovableExtensions(connector, handle);
            return new PostgresqlBorrowed(connector, extensions(handle));
        } catch (SQLException | JdbiException e) {
            throw PostgresqlErrors.failure("Looking at the scratch database", e);
        }
    }

    /** Extensions in a schema that is emptied have to be moved out of it for that time. */
    private static void requireMovableExtensions(PostgresqlConnector connector, Handle handle) {
        handle.createQuery("SELECT x.extname FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace"
                        + " WHERE NOT x.extrelocatable AND " + PostgresqlSchemaReader.USER_SCHEMA + " LIMIT 1")
                .mapTo(String.class)
                .findOne()
                .ifPresent(extension -> {
                    throw new DatabaseException(
                            ErrorCode.TARGET_NOT_EMPTY,
                            connector + " holds the extension " + extension
                                    + ", which could not stay when the schema is emptied.",
                            "Name a database without this extension: a restore creates the extensions that it needs.");
                });
    }

    private static List<String> extensions(Handle handle) {
        return handle.createQuery("SELECT extname FROM pg_extension ORDER BY oid DESC")
                .mapTo(String.class)
                .list();
    }

    @Override
    public String url() {
        return connector.url();
    }

    @Override
    public void close() {
        try (Connection connection = connector.open()) {
            Handle handle = Queries.on(connection);
            extensions(handle).stream()
                    .filter(extension -> !extensions.contains(extension))
                    .forEach(extension ->
                            handle.execute("DROP EXTENSION " + PostgresqlName.quote(extension) + " CASCADE"));
            PostgresqlReplacement old = new PostgresqlReplacement(connection, handle);
            old.begin(Set.copyOf(extensions));
            old.finish();
            connection.commit();
        } catch (SQLException | JdbiException e) {
            throw PostgresqlErrors.failure(DOING, e);
        }
    }
}
