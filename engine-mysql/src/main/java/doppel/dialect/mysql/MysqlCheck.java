package doppel.dialect.mysql;

import static doppel.dialect.CheckedAbility.limited;
import static doppel.dialect.CheckedAbility.missing;
import static doppel.dialect.CheckedAbility.ok;

import doppel.dialect.CheckedAbility;
import doppel.dialect.CheckedAbility.Purpose;
import doppel.dialect.mysql.connect.MysqlConnector;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.definition.MysqlStructure;
import doppel.dialect.mysql.replace.MysqlWorkplace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Checks what the user of a URL can do with a database. */
final class MysqlCheck {

    private static final String DOING = "Looking at rights and settings";
    private static final int SHOWN = 5;
    private static final long USUAL_PACKET = 64L << 20;
    private static final String SCRATCH = "doppel_scratch_0000000000000000";

    private static final String[] TO_CREATE = {
        "CREATE",
        "DROP",
        "ALTER",
        "INDEX",
        "REFERENCES",
        "SELECT",
        "INSERT",
        "UPDATE",
        "DELETE",
        "CREATE VIEW",
        "SHOW VIEW",
        "CREATE ROUTINE",
        "ALTER ROUTINE",
        "EXECUTE",
        "TRIGGER",
        "EVENT",
        "LOCK TABLES"
    };

    private final MysqlSession session;
    private final String database;
    private final MysqlRights rights;
    private final List<CheckedAbility> found = new ArrayList<>();

    private MysqlCheck(MysqlSession session) {
        this.session = session;
        database = session.database();
        rights = MysqlRights.read(session);
    }

    static List<CheckedAbility> run(String url, MysqlConnector connector) {
        try (MysqlSession session = connector.open(url)) {
            return new MysqlCheck(session).run();
        }
    }

    private List<CheckedAbility> run() {
        server();
        readTables();
        readDefinitions();
        snapshot();
        encoding();
        createObjects();
        replace();
        triggers();
        bulkLoad();
        packetSize();
        nameCase();
        scratch();
        return found;
    }

    private void server() {
        String cipher = session.list(DOING, "SHOW SESSION STATUS LIKE 'Ssl_version'", row -> row.getString(2)).stream()
                .filter(version -> !version.isEmpty())
                .findFirst()
                .orElse("not encrypted");
        String finding = session.flavor().displayName() + " " + session.version() + ", " + cipher;
        String tested = session.isMariadb() ? "10.5 to 11.8" : "5.7 to 9";
        boolean known = session.isMariadb()
                ? session.isAtLeast(10, 5) && !session.isAtLeast(11, 9)
                : session.isAtLeast(5, 7) && !session.isAtLeast(10, 0);
        found.add(
                known
                        ? ok("server", Purpose.ALL, finding)
                        : limited(
                                "server",
                                Purpose.ALL,
                                finding + "; Doppel is tested with "
                                        + session.flavor().displayName() + " " + tested,
                                "Run `doppel double-dump` to prove that nothing is lost."));
    }

    private void readTables() {
        boolean all = rights.has(database, "SELECT");
        long tables = Long.parseLong(session.string(
                DOING,
                "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = " + MysqlSession.literal(database)
                        + " AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')"));
        found.add(
                all
                        ? CheckedAbility.reads(tables)
                        : missing(
                                "read-tables",
                                Purpose.DUMP,
                                "no right SELECT for the whole database: tables may be hidden",
                                grant("SELECT", database)));
    }

    private void readDefinitions() {
        List<String> lacking = rights.missing(database, "SHOW VIEW", "TRIGGER", "EVENT");
        if (!lacking.isEmpty()) {
            found.add(missing(
                    "read-definitions",
                    Purpose.DUMP,
                    "no right " + String.join(", ", lacking) + ": definitions may be hidden",
                    grant(String.join(", ", lacking), database)));
            return;
        }
        List<String> hidden = MysqlStructure.readDefinitions(session).unreadable();
        found.add(
                hidden.isEmpty()
                        ? ok("read-definitions", Purpose.DUMP, "views, triggers, events and routines can be read")
                        : missing("read-definitions", Purpose.DUMP, some(hidden), toReadRoutines()));
    }

    /** What lets an account read routines of others depends on what rights the server knows. */
    private String toReadRoutines() {
        List<String> known = session.strings(DOING, "SHOW PRIVILEGES");
        if (known.contains("SHOW_ROUTINE")) {
            return grant("SHOW_ROUTINE", null);
        }
        return known.contains("Show Create Routine")
                ? grant("SHOW CREATE ROUTINE", database)
                : grant("SELECT", "mysql");
    }

    private void snapshot() {
        List<String> unsafe = session.strings(
                DOING,
                "SELECT t.TABLE_NAME FROM information_schema.TABLES t JOIN information_schema.ENGINES e ON e.ENGINE ="
                        + " t.ENGINE WHERE t.TABLE_SCHEMA = " + MysqlSession.literal(database)
                        + " AND t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') AND COALESCE(e.TRANSACTIONS, "
                        + "'NO') <> 'YES'"
                        + " ORDER BY 1");
        if (unsafe.isEmpty()) {
            found.add(ok("snapshot", Purpose.DUMP, "all tables have transactions"));
        } else if (rights.has(database, "LOCK TABLES")) {
            found.add(limited(
                    "snapshot",
                    Purpose.DUMP,
                    "without transactions, and locked while a dump runs: " + some(unsafe),
                    "ALTER TABLE … ENGINE = InnoDB, or dump while the application stands still."));
        } else {
            found.add(missing(
                    "snapshot",
                    Purpose.DUMP,
                    "no right LOCK TABLES for tables without transactions: " + some(unsafe),
                    grant("LOCK TABLES", database)));
        }
    }

    private void encoding() {
        found.add(ok(
                "encoding",
                Purpose.ALL,
                session.string(
                        DOING, "SELECT CONCAT(@@character_set_database, ', collation ', @@collation_database)")));
    }

    private void createObjects() {
        boolean readOnly = !"0".equals(session.string(DOING, "SELECT @@global.read_only + 0"));
        if (readOnly && !rights.hasAny("SUPER", "CONNECTION_ADMIN", "READ_ONLY ADMIN")) {
            found.add(missing(
                    "create-objects",
                    Purpose.RESTORE,
                    "the server is read-only",
                    "Restore into the primary, or SET GLOBAL read_only = 0."));
            return;
        }
        List<String> lacking = rights.missing(database, TO_CREATE);
        found.add(
                lacking.isEmpty()
                        ? ok("create-objects", Purpose.RESTORE, "everything can be created in " + database)
                        : missing(
                                "create-objects",
                                Purpose.RESTORE,
                                "no right " + some(lacking) + " for the whole database",
                                grant("ALL", database)));
    }

    /** The new database grows in a separate database, and the old tables go to another one. */
    private void replace() {
        MysqlWorkplace workplace = new MysqlWorkplace(session, database);
        boolean can = rights.missing(workplace.staging(), TO_CREATE).isEmpty()
                && rights.missing(workplace.archive(), TO_CREATE).isEmpty();
        found.add(
                can
                        ? ok("replace", Purpose.RESTORE, "the database can be built beside the old one")
                        : missing(
                                "replace",
                                Purpose.RESTORE,
                                "no right to create " + workplace.staging() + " and " + workplace.archive()
                                        + ", where the new database grows",
                                grant("ALL", "doppel\\_%")));
    }

    private void triggers() {
        boolean logged = "1".equals(session.string(DOING, "SELECT @@global.log_bin + 0"));
        boolean trusted = "1".equals(session.string(DOING, "SELECT @@global.log_bin_trust_function_creators + 0"));
        boolean superuser = rights.hasAny("SUPER");
        if (logged && !trusted && !superuser) {
            found.add(limited(
                    "triggers",
                    Purpose.RESTORE,
                    "with the binary log on, only SUPER creates triggers and functions",
                    "SET GLOBAL log_bin_trust_function_creators = 1 while the restore runs."));
        } else if (!superuser && !rights.hasAny("SET_ANY_DEFINER", "SET_USER_ID", "SET USER")) {
            found.add(limited(
                    "triggers",
                    Purpose.RESTORE,
                    "views, triggers and routines can only be created with this account as their definer",
                    grant(session.isMariadb() ? "SET USER" : "SET_ANY_DEFINER", null)));
        } else {
            found.add(ok("triggers", Purpose.RESTORE, "triggers and functions can be created, for all definers"));
        }
    }

    private void bulkLoad() {
        found.add(
                "1".equals(session.string(DOING, "SELECT @@global.local_infile + 0"))
                        ? ok("bulk-load", Purpose.RESTORE, "local_infile is on")
                        : limited(
                                "bulk-load",
                                Purpose.RESTORE,
                                "local_infile is off: rows are inserted more slowly",
                                "SET GLOBAL local_infile = 1."));
    }

    private void packetSize() {
        long bytes = Long.parseLong(session.string(DOING, "SELECT @@global.max_allowed_packet"));
        String finding = String.format(
                Locale.ROOT, "rows that are inserted by statements cannot be larger than %,d" + " MB", bytes >> 20);
        found.add(
                bytes >= USUAL_PACKET
                        ? ok("packet-size", Purpose.RESTORE, finding)
                        : limited(
                                "packet-size",
                                Purpose.RESTORE,
                                finding,
                                "SET GLOBAL max_allowed_packet = 1073741824, where rows are larger and "
                                        + "local_infile is off."));
    }

    private void nameCase() {
        found.add(
                !session.foldsNames()
                        ? ok("name-case", Purpose.RESTORE, "names of tables keep upper and lower case")
                        : limited(
                                "name-case",
                                Purpose.RESTORE,
                                "lower_case_table_names is " + session.string(DOING, "SELECT @@lower_case_table_names")
                                        + ": tables whose names differ only in case are the same table",
                                "It can only be set when a server is installed."));
    }

    private void scratch() {
        MysqlWorkplace workplace = new MysqlWorkplace(session, SCRATCH);
        boolean can = rights.missing(SCRATCH, TO_CREATE).isEmpty()
                && rights.missing(workplace.staging(), TO_CREATE).isEmpty();
        found.add(
                can
                        ? ok("scratch-database", Purpose.VERIFY, "databases can be created")
                        : limited(
                                "scratch-database",
                                Purpose.VERIFY,
                                "no right to create databases called doppel_scratch_…",
                                grant("ALL", "doppel\\_%")));
    }

    private String grant(String privileges, String scope) {
        return "GRANT " + privileges + " ON " + (scope == null ? "*" : MysqlSession.quote(scope)) + ".* TO "
                + session.string(DOING, "SELECT CURRENT_USER()") + ".";
    }

    private static String some(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
    }
}
