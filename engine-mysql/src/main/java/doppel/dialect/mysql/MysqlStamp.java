package doppel.dialect.mysql;

import doppel.dialect.mysql.connect.MysqlConnector;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.definition.MysqlSchemaReader;
import doppel.dialect.mysql.replace.MysqlRecovery;
import doppel.dialect.version.VersionAccess;
import doppel.dialect.version.VersionStamp;

/** Reads and writes the version of a database. */
final class MysqlStamp {

    private static final String DOING = "Writing the version";

    private MysqlStamp() {}

    /** How versions are read and written in the chosen database. */
    static VersionAccess access(MysqlSession session) {
        return new VersionAccess(session.connection(), MysqlSession::quote, MysqlSession::quote, session::failure);
    }

    /** Writes the version of an existing database. Creating the table ends a transaction, so that comes first. */
    static void write(String url, MysqlConnector connector, String version) {
        try (MysqlSession session = connector.open(url)) {
            MysqlRecovery.requireFinished(session);
            VersionStamp stamp = new VersionStamp(MysqlSchemaReader.read(session), access(session));
            stamp.requireNoOther();
            stamp.create();
            session.run(DOING, "START TRANSACTION");
            stamp.set(version);
            session.run(DOING, "COMMIT");
        }
    }
}
