package doppel.dialect.sqlite.replace;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.Queries;
import doppel.dialect.TargetState;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.connect.SqliteStandIns;
import doppel.dialect.sqlite.definition.SqliteVirtualTables;
import doppel.dialect.version.VersionStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** Inspects the target file of a restore. */
public final class SqliteTargetState {

    private SqliteTargetState() {}

    static TargetState of(SqliteFile file) {
        return of(file, Set.of());
    }

    /** The state of the target; tables of these names count as empty. */
    public static TargetState of(SqliteFile file, Set<String> mayHaveRows) {
        if (!Files.exists(file.path())) {
            Path stray = file.strayCompanion();
            if (stray != null) {
                throw new DatabaseException(
                        ErrorCode.TARGET_NOT_EMPTY,
                        "There is no " + file.path() + ", but there is a journal of it, " + stray
                                + ", which SQLite would play into a new database.",
                        "Move " + stray + " away if the database it belonged to no longer exists.");
            }
            return new TargetState(TargetState.Kind.ABSENT, 0, null);
        }
        file.requireFile();
        try {
            if (Files.size(file.path()) == 0) {
                return new TargetState(TargetState.Kind.EMPTY, 0, null);
            }
        } catch (IOException e) {
            throw doppel.StorageException.of("Reading " + file.path(), e);
        }
        Connection connection = file.openReadOnly();
        try (connection) {
            SqliteStandIns.on(connection);
            return inspect(connection, mayHaveRows);
        } catch (SQLException | JdbiException e) {
            throw file.failure("Reading the schema of the target", e);
        }
    }

    private static TargetState inspect(Connection connection, Set<String> mayHaveRows) throws SQLException {
        Handle handle = Queries.on(connection);
        Set<String> unreadable = SqliteVirtualTables.unreadable(connection).keySet();
        // a virtual table itself is queried, since its shadow tables are never empty
        List<String> tables = handle.createQuery("SELECT l.name FROM pragma_table_list l JOIN sqlite_master m"
                        + " ON m.type = 'table' AND m.name = l.name WHERE l.schema = 'main' AND l.type IN ('table', "
                        + "'virtual')"
                        + " AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY l.type, l.name")
                .mapTo(String.class)
                .list();
        for (String table : tables) {
            if (mayHaveRows.contains(table)) {
                continue;
            }
            boolean filled = unreadable.contains(table)
                    || handle.createQuery("SELECT EXISTS (SELECT 1 FROM " + SqliteFile.quote(table) + ")")
                            .mapTo(Boolean.class)
                            .one();
            if (filled && !VersionStamp.isOwn(table)) {
                return new TargetState(TargetState.Kind.FILLED, tables.size(), table);
            }
        }
        boolean empty = handle.createQuery("SELECT NOT EXISTS (SELECT 1 FROM sqlite_master)")
                .mapTo(Boolean.class)
                .one();
        return new TargetState(empty ? TargetState.Kind.EMPTY : TargetState.Kind.BLANK, tables.size(), null);
    }
}
