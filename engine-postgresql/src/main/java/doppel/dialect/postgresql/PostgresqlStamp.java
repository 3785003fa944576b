package doppel.dialect.postgresql;

import doppel.dialect.Queries;
import doppel.dialect.postgresql.catalog.PostgresqlOthersCode;
import doppel.dialect.postgresql.catalog.PostgresqlSchemaReader;
import doppel.dialect.postgresql.catalog.PostgresqlTables;
import doppel.dialect.postgresql.connect.PostgresqlConnector;
import doppel.dialect.postgresql.connect.PostgresqlErrors;
import doppel.dialect.postgresql.connect.PostgresqlName;
import doppel.dialect.version.VersionAccess;
import doppel.dialect.version.VersionStamp;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;

/** Reads and writes the version of a database. */
final class PostgresqlStamp {

    private PostgresqlStamp() {}

    /** How versions are read and written on this connection: tables without a schema are those of {@code public}. */
    static VersionAccess access(Connection connection) {
        return new VersionAccess(
                connection,
                PostgresqlName::quote,
                table -> PostgresqlName.of(table).sql(),
                PostgresqlErrors::failure);
    }

    /** How versions are read where the rows of some tables are copies. */
    static VersionAccess access(Connection connection, PostgresqlTables tables) {
        return new VersionAccess(
                connection,
                PostgresqlName::quote,
                table -> tables.relation(table).rows(),
                PostgresqlErrors::failure);
    }

    /** Writes the version of an existing database. */
    static void write(PostgresqlConnector connector, String version) {
        try (Connection connection = connector.open()) {
            PostgresqlOthersCode.requireNone(connection);
            VersionStamp stamp = new VersionStamp(
                    PostgresqlSchemaReader.read(Queries.on(connection), false).schema(), access(connection));
            stamp.requireNoOther();
            stamp.set(version);
            connection.commit();
        } catch (SQLException | JdbiException e) {
            throw PostgresqlErrors.failure("Writing the version", e);
        }
    }
}
