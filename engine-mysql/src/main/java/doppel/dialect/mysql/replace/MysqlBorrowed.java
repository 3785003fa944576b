package doppel.dialect.mysql.replace;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.ScratchDatabase;
import doppel.dialect.TargetState;
import doppel.dialect.mysql.connect.MysqlConnector;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.server.ServerAddress;

/**
 * An existing empty database, used as a scratch database and emptied again: dropped, and created as it was.
 *
 * @param url the database
 * @param connector connects to its server
 */
public record MysqlBorrowed(String url, MysqlConnector connector) implements ScratchDatabase {

    private static final String DOING = "Emptying the scratch database";

    public static MysqlBorrowed of(String url, MysqlConnector connector) {
        TargetState state = MysqlTargetState.of(url, connector);
        if (state.kind() == TargetState.Kind.ABSENT) {
            throw new DatabaseException(
                    ErrorCode.DATABASE_MISSING,
                    "There is no database " + MysqlConnector.database(url) + " to use as a scratch database.",
                    "Create it. Doppel keeps it, and empties it again after use.");
        }
        state.requireEmpty(ServerAddress.withoutPassword(url));
        return new MysqlBorrowed(url, connector);
    }

    @Override
    public void close() {
        String database = MysqlSession.quote(MysqlConnector.database(url));
        try (MysqlSession session = connector.openServer(url)) {
            String creation = session.list(DOING, "SHOW CREATE DATABASE " + database, row -> row.getString(2))
                    .get(0);
            session.run(DOING, "DROP DATABASE " + database);
            session.run(DOING, creation);
        }
    }

    /** The URL without its password. */
    @Override
    public String toString() {
        return ServerAddress.withoutPassword(url);
    }
}
