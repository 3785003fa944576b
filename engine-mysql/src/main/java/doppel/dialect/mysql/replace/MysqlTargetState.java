package doppel.dialect.mysql.replace;

import doppel.dialect.TargetState;
import doppel.dialect.mysql.connect.MysqlConnector;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.definition.MysqlStructure;
import doppel.dialect.mysql.definition.MysqlTableOptions;
import doppel.dialect.version.VersionStamp;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Inspects the target database of a restore. */
public final class MysqlTargetState {

    private static final String DOING = "Looking at the target";

    private MysqlTargetState() {}

    /** The state of the target. Changes nothing. */
    static TargetState of(String url, MysqlConnector connector) {
        return of(url, connector, Set.of());
    }

    /** The connections of others that use the database, a few words each. */
    public static List<String> connections(String url, MysqlConnector connector) {
        String doing = "Asking who is connected to the target";
        try (MysqlSession session = connector.openServer(url)) {
            boolean folds = session.foldsNames();
            return session.strings(
                    doing,
                    "SELECT CONCAT('connection ', ID, ' of ', USER, ' from ', HOST) FROM information_schema.PROCESSLIST"
                            + " WHERE " + (folds ? "DB" : "BINARY DB")
                            + " = " + MysqlSession.literal(MysqlConnector.database(url))
                            + " AND ID <> CONNECTION_ID() ORDER BY ID");
        }
    }

    /** The same; tables of these names count as empty. */
    public static TargetState of(String url, MysqlConnector connector, Set<String> mayHaveRows) {
        String database = MysqlConnector.database(url);
        try (MysqlSession session = connector.openServer(url)) {
            MysqlWorkplace workplace = new MysqlWorkplace(session, database);
            if (!workplace.exists(database)) {
                return new TargetState(TargetState.Kind.ABSENT, 0, null);
            }
            session.use(database);
            List<String> tables = session.strings(
                    DOING,
                    "SELECT TABLE_NAME FROM information_schema.TABLES WHERE " + MysqlStructure.isChosen("TABLE_SCHEMA")
                            + " AND TABLE_TYPE NOT LIKE '%VIEW' AND TABLE_TYPE <> 'SEQUENCE' AND "
                            + MysqlTableOptions.hasOwnRows("ENGINE")
                            + " ORDER BY CAST(TABLE_NAME AS BINARY)");
            Set<String> mayBeFilled = new TreeSet<>(
                    session.foldsNames() ? String.CASE_INSENSITIVE_ORDER : Comparator.<String>naturalOrder());
            mayBeFilled.addAll(mayHaveRows);
            for (String table : tables) {
                if (!VersionStamp.isOwn(table)
                        && !mayBeFilled.contains(table)
                        && session.string(DOING, "SELECT 1 FROM " + MysqlSession.quote(table) + " LIMIT 1") != null) {
                    return new TargetState(TargetState.Kind.FILLED, tables.size(), table);
                }
            }
            boolean empty = tables.isEmpty() && workplace.views(database).isEmpty();
            return new TargetState(empty ? TargetState.Kind.EMPTY : TargetState.Kind.BLANK, tables.size(), null);
        }
    }
}
