package doppel.dialect.postgresql;

import static doppel.dialect.CheckedAbility.limited;
import static doppel.dialect.CheckedAbility.missing;
import static doppel.dialect.CheckedAbility.ok;

import doppel.DatabaseException;
import doppel.dialect.CheckedAbility;
import doppel.dialect.CheckedAbility.Purpose;
import doppel.dialect.Queries;
import doppel.dialect.postgresql.catalog.PostgresqlOthersCode;
import doppel.dialect.postgresql.catalog.PostgresqlSchemaReader;
import doppel.dialect.postgresql.connect.PostgresqlConnector;
import doppel.dialect.postgresql.connect.PostgresqlErrors;
import doppel.dialect.postgresql.definition.PostgresqlScript;
import doppel.dialect.postgresql.replace.PostgresqlLocks;
import doppel.dialect.postgresql.replace.PostgresqlTargetState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** Checks what the user of a URL can do with a database, with the server's own functions for rights. */
final class PostgresqlCheck {

    private static final int FIRST_TESTED = 12;
    private static final int LAST_TESTED = 18;
    private static final int SHOWN = 5;

    /** Relations of users that have rows or numbers of their own. */
    private static final String RELATIONS = " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
            + PostgresqlSchemaReader.USER_SCHEMA + PostgresqlTargetState.notOfExtension("pg_class", "c.oid");

    private static final String READ_ONLY = "SELECT pg_is_in_recovery() OR (SELECT reset_val = 'on' FROM pg_settings"
            + " WHERE name = 'default_transaction_read_only')";

    private static final String NAME = "SELECT format('%I.%I', n.nspname, c.relname)";

    private final Connection connection;
    private final Handle handle;
    private final List<CheckedAbility> found = new ArrayList<>();

    private PostgresqlCheck(Connection connection) {
        this.connection = connection;
        handle = Queries.on(connection);
    }

    static List<CheckedAbility> run(PostgresqlConnector connector) {
        try (Connection connection = connector.openToRead()) {
            return new PostgresqlCheck(connection).run();
        } catch (SQLException | JdbiException e) {
            throw PostgresqlErrors.failure("Looking at rights and settings", e);
        }
    }

    private List<CheckedAbility> run() {
        server();
        readTables();
        boolean readable = found.get(found.size() - 1).verdict() == CheckedAbility.Verdict.OK;
        found.add(readable ? definitions() : unknownDefinitions());
        encoding();
        createObjects();
        replace();
        locks();
        extensions();
        scratch();
        code();
        return found;
    }

    private void server() {
        int version = Integer.parseInt(text("SHOW server_version_num")) / 10_000;
        String encryption =
                text("SELECT coalesce((SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl),"
                        + " 'not encrypted')");
        String finding = "PostgreSQL " + text("SHOW server_version") + ", " + encryption;
        found.add(
                version >= FIRST_TESTED && version <= LAST_TESTED
                        ? ok("server", Purpose.ALL, finding)
                        : limited(
                                "server",
                                Purpose.ALL,
                                finding + "; Doppel is tested with PostgreSQL " + FIRST_TESTED + " to " + LAST_TESTED,
                                "Run `doppel double-dump` to prove that nothing is lost."));
    }

    private void readTables() {
        List<String> unread = names(NAME + RELATIONS
                + " AND c.relkind IN ('r', 'p', 'S') AND NOT (has_schema_privilege(n.oid, 'USAGE') AND CASE c.relkind"
                + " WHEN 'S' THEN has_sequence_privilege(c.oid, 'SELECT') ELSE has_table_privilege(c.oid, "
                + "'SELECT') END)"
                + " ORDER BY 1");
        List<String> hidden =
                names(NAME + RELATIONS + " AND c.relkind IN ('r', 'p') AND row_security_active(c.oid) ORDER BY 1");
        String count = text("SELECT count(*)" + RELATIONS + " AND c.relkind IN ('r', 'p') AND NOT c.relispartition");
        if (!unread.isEmpty()) {
            found.add(missing(
                    "read-tables",
                    Purpose.DUMP,
                    "no right to read " + some(unread),
                    "GRANT USAGE ON SCHEMA, GRANT SELECT ON ALL TABLES IN SCHEMA and ON ALL SEQUENCES, or the role"
                            + " pg_read_all_data."));
        } else if (!hidden.isEmpty()) {
            found.add(missing(
                    "read-tables",
                    Purpose.DUMP,
                    "policies hide rows of " + some(hidden),
                    "Use the tables' owner, or a role with BYPASSRLS."));
        } else {
            found.add(CheckedAbility.reads(Long.parseLong(count)));
        }
    }

    /** A dump refuses what this does not call ok. */
    private CheckedAbility definitions() {
        handle.execute("SAVEPOINT doppel_check");
        try {
            List<String> notCarried = PostgresqlScript.write(
                            handle,
                            PostgresqlSchemaReader.read(handle, false).schema().tables())
                    .notCarried();
            return notCarried.isEmpty()
                    ? ok("read-definitions", Purpose.DUMP, "all definitions can be created again")
                    : missing(
                            "read-definitions",
                            Purpose.DUMP,
                            "not carried: " + some(notCarried),
                            "`doppel dump --tolerate` leaves it out.");
        } catch (DatabaseException e) {
            handle.execute("ROLLBACK TO doppel_check"); // the other answers need a transaction that goes on
            return missing("read-definitions", Purpose.DUMP, e.getMessage(), e.nextStep());
        }
    }

    private static CheckedAbility unknownDefinitions() {
        return limited(
                "read-definitions",
                Purpose.DUMP,
                "not checked, since not all tables can be read",
                "Run the check again when they can be read.");
    }

    private void encoding() {
        String encoding = text("SHOW server_encoding");
        String finding = encoding
                + text("SELECT ', collation ' || datcollate FROM pg_database WHERE datname = current_database()");
        List<String> outdated =
                names("SELECT format('%I', collname) FROM pg_collation WHERE collversion IS NOT NULL AND"
                        + " collversion <> pg_collation_actual_version(oid) ORDER BY 1");
        if (encoding.equals("SQL_ASCII")) {
            found.add(limited(
                    "encoding",
                    Purpose.ALL,
                    finding + ": the server does not know the encoding of text",
                    "Text that is not UTF-8 is dumped as bytes; a database in UTF8 is safer."));
        } else if (!outdated.isEmpty()) {
            found.add(limited(
                    "encoding",
                    Purpose.ALL,
                    finding + "; the operating system has changed the order of " + some(outdated),
                    "REINDEX the indexes that use them, then ALTER COLLATION … REFRESH VERSION."));
        } else {
            found.add(ok("encoding", Purpose.ALL, finding));
        }
    }

    private void createObjects() {
        boolean readOnly = is(READ_ONLY);
        boolean database = is("SELECT has_database_privilege(current_database(), 'CREATE')");
        boolean schema =
                is("SELECT coalesce((SELECT has_schema_privilege(oid, 'CREATE') FROM pg_namespace WHERE nspname ="
                        + " 'public'), true)");
        if (readOnly) {
            found.add(missing(
                    "create-objects",
                    Purpose.RESTORE,
                    "the server is a standby, or the database is read-only",
                    "Restore into the primary, or set default_transaction_read_only = off."));
        } else {
            found.add(
                    database && schema
                            ? ok("create-objects", Purpose.RESTORE, "schemas and tables can be created")
                            : missing(
                                    "create-objects",
                                    Purpose.RESTORE,
                                    "no right to create " + (database ? "tables in the schema public" : "schemas"),
                                    "GRANT CREATE ON DATABASE, and ON SCHEMA public, or use the owner of the "
                                            + "database."));
        }
    }

    private void replace() {
        List<String> foreign = names("SELECT format('%I', n.nspname) FROM pg_namespace n WHERE "
                + PostgresqlSchemaReader.USER_SCHEMA + PostgresqlTargetState.notOfExtension("pg_namespace", "n.oid")
                + " AND NOT pg_has_role(n.nspowner, 'USAGE') ORDER BY 1");
        foreign.addAll(names(NAME + RELATIONS
                + " AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND NOT pg_has_role(c.relowner, "
                + "'USAGE') ORDER BY 1"));
        found.add(
                foreign.isEmpty()
                        ? ok("replace", Purpose.RESTORE, "all schemas and tables belong to this user")
                        : missing(
                                "replace",
                                Purpose.RESTORE,
                                "others own " + some(foreign),
                                "Use the owner of the database and of everything in it, or restore into a new"
                                        + " database."));
    }

    private void locks() {
        PostgresqlLocks locks = PostgresqlLocks.of(handle);
        found.add(
                locks.suffice()
                        ? ok("locks", Purpose.ALL, locks.words())
                        : limited("locks", Purpose.ALL, locks.words(), locks.remedy()));
    }

    private void extensions() {
        boolean superuser = is("SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
        List<String> privileged = names("SELECT format('%I', x.extname) FROM pg_extension x JOIN"
                + " pg_available_extension_versions v ON v.name = x.extname AND v.version = x.extversion WHERE "
                + "v.superuser"
                + " AND to_jsonb(v) ->> 'trusted' IS DISTINCT FROM 'true' ORDER BY 1");
        privileged.addAll(names("SELECT format('event trigger %I', evtname) FROM pg_event_trigger ORDER BY 1"));
        privileged.addAll(
                names("SELECT format('foreign data wrapper %I', f.fdwname) FROM pg_foreign_data_wrapper f WHERE true"
                        + PostgresqlTargetState.notOfExtension("pg_foreign_data_wrapper", "f.oid") + " ORDER BY 1"));
        String all =
                some(names("SELECT format('%I', extname) FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1"));
        found.add(
                superuser || privileged.isEmpty()
                        ? ok("extensions", Purpose.RESTORE, all.isEmpty() ? "none in use" : all)
                        : limited(
                                "extensions",
                                Purpose.RESTORE,
                                "only a superuser can create " + some(privileged),
                                "Restore as a superuser, or into a database where a superuser has created them."));
    }

    private void scratch() {
        if (is(READ_ONLY)) {
            found.add(limited(
                    "scratch-database",
                    Purpose.VERIFY,
                    "the server is a standby, or the database is read-only",
                    "Verify on the primary, or name an empty database elsewhere with --scratch."));
            return;
        }
        boolean creates = is("SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user");
        found.add(
                creates
                        ? ok("scratch-database", Purpose.VERIFY, "databases can be created")
                        : limited(
                                "scratch-database",
                                Purpose.VERIFY,
                                "no right to create databases",
                                "ALTER ROLE … CREATEDB, or name an empty database with --scratch."));
    }

    private void code() {
        List<String> others = PostgresqlOthersCode.forCurrentUser(connection);
        found.add(
                others.isEmpty()
                        ? ok("code", Purpose.RESTORE, "no code of others runs with the rights of this user")
                        : limited(
                                "code",
                                Purpose.RESTORE,
                                "while rows are saved, a copy runs with the rights of whoever restores: "
                                        + some(others),
                                "Restore as the owner of the code; `doppel double-dump` needs --scratch with that"
                                        + " account."));
    }

    private static String some(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
    }

    private boolean is(String sql) {
        return handle.createQuery(sql).mapTo(Boolean.class).one();
    }

    private String text(String sql) {
        return handle.createQuery(sql).mapTo(String.class).one();
    }

    private List<String> names(String sql) {
        return new ArrayList<>(handle.createQuery(sql).mapTo(String.class).list());
    }
}
