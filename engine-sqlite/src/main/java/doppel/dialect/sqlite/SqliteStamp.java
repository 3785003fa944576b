package doppel.dialect.sqlite;

import doppel.dialect.Queries;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.definition.SqliteSchemaReader;
import doppel.dialect.version.VersionStamp;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;

/** Writes the version of an existing database. */
final class SqliteStamp {

    private static final String DOING = "Writing the version";

    private SqliteStamp() {}

    static void write(SqliteFile file, String version) {
        file.requireFile();
        try (Connection connection = file.openReadWrite()) {
            file.run(connection, DOING, "BEGIN IMMEDIATE");
            VersionStamp stamp =
                    new VersionStamp(SqliteSchemaReader.read(Queries.on(connection)), file.versions(connection));
            stamp.requireNoOther();
            stamp.set(version);
            file.run(connection, DOING, "COMMIT");
        } catch (SQLException | JdbiException e) {
            throw file.failure(DOING, e);
        }
    }
}
