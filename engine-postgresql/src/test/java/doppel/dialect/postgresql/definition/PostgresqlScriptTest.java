package doppel.dialect.postgresql.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.Ddl;
import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.dialect.postgresql.CatalogContents;
import doppel.dialect.postgresql.PgDump;
import doppel.dialect.postgresql.PostgresqlSource;
import doppel.dialect.postgresql.ServerDatabase;
import doppel.dialect.postgresql.script.PostgresqlStatementReader;
import doppel.testing.RichPostgresql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

public class PostgresqlScriptTest {

    private static final String OWN = " the type public.own, which has its own input and output functions";
    private static final String CIRCLE =
            " definitions that depend on one another in a circle (public.ping(integer), public.pong(integer))";
    private static final String LEFT_OUT = " the table public.left_out, which is left out";

    @Test
    void everyKindOfDefinitionComesBack() {
        ServerDatabase database = database(richSchema());
        Ddl ddl = ddl(database);
        assertThat(ddl.notCarried()).isEmpty();
        ServerDatabase copy = database(ddl.script());
        assertThat(ddl(copy).script()).isEqualTo(ddl.script());
    }

    @Test
    void theCatalogsSayTheSame() {
        ServerDatabase database = database(richSchema());
        Map<String, List<String>> rows = CatalogContents.read(database);
        Map<String, List<String>> copied =
                CatalogContents.read(database(ddl(database).script()));
        assertThat(rows).hasSizeGreaterThan(30);
        assertThat(copied.keySet()).isEqualTo(rows.keySet());
        rows.forEach((catalog, expected) -> {
            assertThat(without(expected, copied.get(catalog)))
                    .as("lost from " + catalog)
                    .isEmpty();
            assertThat(without(copied.get(catalog), expected))
                    .as("new in " + catalog)
                    .isEmpty();
        });
    }

    @Test
    void pgDumpSaysTheSame() throws IOException {
        ServerDatabase database = database(richSchema());
        assumeTrue(PgDump.knows(database), "there is no pg_dump on the path that knows this server");
        ServerDatabase copy = database(ddl(database).script());
        assertThat(PgDump.definitions(copy)).isEqualTo(PgDump.definitions(database));
    }

    @Test
    void namesWhatItCannotCarryAndWhatNeedsThat() {
        ServerDatabase database = database("""
                CREATE TYPE own;
                CREATE FUNCTION own_in(cstring) RETURNS own LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
                CREATE FUNCTION own_out(own) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
                CREATE TYPE own (INPUT = own_in, OUTPUT = own_out, LIKE = integer);
                CREATE FUNCTION uses_own(own) RETURNS integer LANGUAGE sql AS 'SELECT 1';
                CREATE TABLE kept (id integer PRIMARY KEY, b integer DEFAULT uses_own('5'), CHECK (uses_own('6') = 1));
                CREATE VIEW of_own AS SELECT uses_own('5') AS a;
                CREATE VIEW over_it AS SELECT * FROM of_own;
                CREATE EXTENSION postgres_fdw;
                CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;
                CREATE FOREIGN TABLE far_away (a integer) SERVER far;
                CREATE FUNCTION ping(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
                CREATE FUNCTION pong(integer) RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT ping($1); END;
                CREATE OR REPLACE FUNCTION ping(integer) RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT pong($1); END;
                CREATE INDEX broken ON kept (b);
                UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'broken'::regclass;
                """);
        Ddl ddl = ddl(database);
        assertThat(ddl.notCarried())
                .containsExactlyInAnyOrder(
                        "The type public.own: it has its own input and output functions",
                        "The function public.own_in(pg_catalog.cstring): it needs" + OWN,
                        "The function public.own_out(public.own): it needs" + OWN,
                        "The function public.uses_own(public.own): it needs" + OWN,
                        "The default of public.kept.b: it needs" + OWN,
                        "The check kept_check of public.kept: it needs" + OWN,
                        "The view public.of_own: it needs" + OWN,
                        "The view public.over_it: it needs" + OWN,
                        "The server far: it leads out of the database",
                        "The foreign table public.far_away: it leads out of the database",
                        "The function public.ping(integer): it needs" + CIRCLE,
                        "The function public.pong(integer): it needs" + CIRCLE,
                        "The index public.broken: it was never completed");
        ServerDatabase copy = database(ddl.script());
        assertThat(ddl(copy)).isEqualTo(new Ddl(ddl.script(), List.of()));
    }

    @Test
    void refusesATableThatCannotBeCreatedAgain() {
        ServerDatabase database = database("""
                CREATE EXTENSION postgres_fdw;
                CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;
                CREATE FOREIGN TABLE far_away (a integer) SERVER far;
                CREATE TABLE here (a far_away);
                """);
        assertThatThrownBy(() -> ddl(database))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_NOT_CARRIED))
                .hasMessageContaining("public.here")
                .hasMessageContaining("far_away");
    }

    @Test
    void someTablesBringWhatBelongsToThemAndNothingThatNeedsOthers() {
        ServerDatabase database = database("""
                CREATE TABLE kept (a serial PRIMARY KEY, b integer);
                CREATE TABLE left_out (a serial PRIMARY KEY, b integer REFERENCES kept, s serial);
                CREATE TABLE refers (a integer CONSTRAINT outside REFERENCES left_out,
                  b integer DEFAULT nextval('left_out_s_seq'));
                CREATE VIEW of_kept AS SELECT a FROM kept;
                CREATE VIEW of_both AS SELECT k.a FROM kept k, left_out;
                CREATE VIEW over_it AS SELECT * FROM of_both;
                CREATE INDEX by_b ON left_out (b);
                CREATE INDEX of_b ON kept (b);
                CREATE FUNCTION counted() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM left_out; END;
                CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END';
                CREATE TRIGGER t AFTER INSERT ON left_out EXECUTE FUNCTION fire();
                CREATE TABLE parted (a integer) PARTITION BY LIST (a);
                CREATE TABLE part PARTITION OF parted DEFAULT;
                CREATE TABLE other_parted (a integer) PARTITION BY LIST (a);
                CREATE TABLE other_part PARTITION OF other_parted DEFAULT;
                """);
        Ddl ddl = ddl(database, "kept", "refers", "parted");
        ServerDatabase copy = database(ddl.script());
        assertThat(copy.query("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1"))
                .containsExactly(
                        "kept",
                        "kept_a_seq",
                        "kept_pkey",
                        "left_out_s_seq",
                        "of_b",
                        "of_kept",
                        "part",
                        "parted",
                        "refers");
        assertThat(copy.query("SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"))
                .containsExactly("fire");
        assertThat(ddl.notCarried()).isEmpty();
        assertThat(ddl.notices())
                .containsExactlyInAnyOrder(
                        "Left out: The function public.counted(): it needs" + LEFT_OUT,
                        "Left out: The view public.of_both: it needs" + LEFT_OUT,
                        "Left out: The view public.over_it: it needs" + LEFT_OUT,
                        "Left out: The foreign key outside on public.refers: it needs" + LEFT_OUT);
    }

    @Test
    void saysWhatIsTheServersAndItsRoles() {
        ServerDatabase database = ServerDatabase.fresh();
        String name = database.query("SELECT current_database()").get(0);
        String role = "doppel_test_role_" + name;
        database.execute("CREATE ROLE " + role);
        try {
            database.execute("CREATE TABLE t (a integer)");
            database.execute("CREATE TABLE unchecked (a integer PRIMARY KEY REFERENCES unchecked)");
            database.execute("ALTER TABLE unchecked DISABLE TRIGGER ALL");
            database.execute("CREATE VIEW v AS SELECT 1 AS a");
            database.execute("ALTER VIEW v OWNER TO " + role);
            database.execute("GRANT SELECT ON t TO " + role);
            database.execute("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO " + role);
            database.execute("CREATE PUBLICATION changes FOR TABLE t");
            database.execute("ALTER DATABASE " + name + " SET work_mem = '5MB'");
            Ddl ddl = ddl(database);
            assertThat(ddl.notCarried()).isEmpty();
            assertThat(ddl.script()).doesNotContain(role);
            assertThat(ddl.notices())
                    .containsExactly(
                            "Owners are not carried, the user who restores owns everything: here, objects belong to"
                                    + " " + role,
                            "Grants are not carried: there are some on public.t",
                            "Default privileges are not carried: there are some of postgres",
                            "Settings of the database are not carried: work_mem",
                            "Foreign keys are checked in a copy, even if DISABLE TRIGGER ALL has switched that off"
                                    + " here: public.unchecked",
                            "Publications are not carried: changes");
        } finally {
            database.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
        }
    }

    /** So that a kind of object that a new version of the server has is not left out in silence. */
    @Test
    void knowsEveryCatalogThatNumbersItsRows() {
        assertThat(ServerDatabase.fresh()
                        .query("SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
                                + " WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r'"
                                + " AND NOT c.relisshared AND a.attname = 'oid'"))
                .filteredOn(catalog -> !PostgresqlCatalog.catalogs().contains(catalog))
                .containsExactlyInAnyOrder(
                        "pg_enum", // labels of a type
                        "pg_default_acl", // rights
                        "pg_largeobject_metadata", // rows
                        "pg_publication",
                        "pg_publication_namespace",
                        "pg_publication_rel",
                        "pg_user_mapping"); // passwords of other servers
    }

    /** What an heir says of its own column counts, whatever its parents say; all else stays inherited. */
    @Test
    void heirsWithTheirOwnDefaultStayHeirs() {
        ServerDatabase database = database("""
                CREATE TABLE one (a text DEFAULT 'x', b integer CHECK (b > 0));
                CREATE TABLE two (a text DEFAULT 'y', c integer);
                CREATE TABLE own (a text DEFAULT 'z') INHERITS (one, two);
                CREATE TABLE none (a text DEFAULT NULL) INHERITS (one, two);
                CREATE TABLE lost (a text, c integer) INHERITS (one);
                ALTER TABLE lost ALTER a DROP DEFAULT;
                CREATE SEQUENCE s;
                CREATE TABLE counted (a text DEFAULT nextval('s')) INHERITS (one, two);
                ALTER SEQUENCE s OWNED BY counted.a;
                CREATE TABLE late () INHERITS (one);
                ALTER TABLE late ALTER a SET DEFAULT 'late';
                CREATE TABLE later () INHERITS (late);
                CREATE TABLE latest () INHERITS (later);
                """);

        Ddl ddl = ddl(database);
        ServerDatabase copy = database(ddl.script());

        for (String facts : List.of(
                "SELECT attrelid::regclass, attname, attislocal, attinhcount, pg_get_expr(adbin, adrelid)"
                        + " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d"
                        + " ON d.adrelid = c.oid AND d.adnum = a.attnum"
                        + " WHERE c.relnamespace = 'public'::regnamespace AND attnum > 0 ORDER BY relname, attnum",
                "SELECT conrelid::regclass, conname, conislocal, coninhcount FROM pg_constraint"
                        + " WHERE connamespace = 'public'::regnamespace ORDER BY conrelid::regclass::text, conname")) {
            assertThat(copy.query(facts)).isEqualTo(database.query(facts));
        }
        assertThat(ddl.notices()).isEmpty();
        assertThat(ddl(copy)).isEqualTo(ddl);
    }

    /** The server lets parents change their minds, and then refuses to create the heir. */
    @Test
    void heirsOfParentsThatDisagreeComeBack() {
        ServerDatabase database = database("""
                CREATE TABLE one (a text, b integer);
                CREATE TABLE two (a text, c integer DEFAULT 5);
                CREATE TABLE heir () INHERITS (one, two);
                ALTER TABLE ONLY one ALTER a SET STORAGE EXTERNAL;
                CREATE TABLE three (c integer);
                CREATE TABLE second_heir () INHERITS (two, three);
                ALTER TABLE ONLY three ALTER c SET DEFAULT 7;
                """);

        Ddl ddl = ddl(database);
        ServerDatabase copy = database(ddl.script());

        String columns = "SELECT attrelid::regclass, attname, attinhcount, attstorage, pg_get_expr(adbin, adrelid)"
                + " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid ="
                + " c.oid AND d.adnum = a.attnum WHERE c.relnamespace = 'public'::regnamespace AND attnum > 0"
                + " ORDER BY relname, attnum";
        assertThat(copy.query(columns)).isEqualTo(database.query(columns));
        assertThat(ddl(copy)).isEqualTo(ddl);
    }

    @Test
    void columnsOfHeirsKeepTheirOrder() {
        ServerDatabase database = database("""
                CREATE TABLE parent (a integer NOT NULL, CHECK (a > 0));
                CREATE TABLE heir (own integer DEFAULT 5) INHERITS (parent);
                CREATE TABLE heir_of_heir (last integer) INHERITS (heir);
                ALTER TABLE parent ADD COLUMN b text DEFAULT 'q' NOT NULL;
                ALTER TABLE parent ALTER b SET STORAGE MAIN;
                ALTER TABLE parent ADD CONSTRAINT given CHECK (b <> '');
                ALTER TABLE heir ALTER b SET DEFAULT 'c';
                CREATE TABLE other_parent (x integer, y integer);
                CREATE TABLE adopted (y integer, x integer, b text NOT NULL, a integer NOT NULL,
                  CONSTRAINT parent_a_check CHECK (a > 0), CONSTRAINT given CHECK (b <> ''));
                ALTER TABLE adopted INHERIT other_parent;
                ALTER TABLE adopted INHERIT parent;
                CREATE TABLE plain () INHERITS (parent);
                """);
        Ddl ddl = ddl(database);
        ServerDatabase copy = database(ddl.script());
        String columns = "SELECT attrelid::regclass, attname, attinhcount, attstorage FROM pg_attribute a"
                + " JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'public'::regnamespace AND attnum > 0"
                + " ORDER BY relname, attnum";
        assertThat(copy.query(columns)).isEqualTo(database.query(columns));
        assertThat(ddl(copy)).isEqualTo(ddl);
        assertThat(ddl.notices())
                .singleElement()
                .asString()
                .endsWith("in public.adopted, public.heir, public.heir_of_heir");
    }

    @Test
    void materializedViewsAndRulesComeAfterTheRows() throws RefusedException {
        ServerDatabase database = database("""
                CREATE TABLE t (id integer PRIMARY KEY, a text);
                CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM t;
                CREATE MATERIALIZED VIEW again AS SELECT n + 1 AS n FROM counted;
                CREATE MATERIALIZED VIEW unfilled AS SELECT n FROM again WITH NO DATA;
                CREATE RULE keep AS ON UPDATE TO t DO INSTEAD NOTHING;
                """);
        ServerDatabase copy = ServerDatabase.fresh();
        try (Target target = copy.target(ddl(database).script(), TargetRequest.Rows.UNTOUCHED)) {
            target.prepare("t");
            target.savepoint();
            target.insert(List.of(ServerDatabase.row("t", "id", 1L, "a", "x")));
            target.update(ServerDatabase.row("t", "id", 1L), ServerDatabase.row("t", "a", "y"));
            target.releaseSavepoint();
            target.finishRows();
            target.publish();
        }
        assertThat(copy.query("SELECT a, counted.n, again.n FROM t, counted, again"))
                .containsExactly("y|1|2");
        assertThat(ddl(copy)).isEqualTo(ddl(database));
    }

    private static List<String> without(List<String> rows, List<String> others) {
        List<String> left = new ArrayList<>(rows);
        others.forEach(left::remove);
        return left;
    }

    @Test
    void aRestoreRunsTheScript() {
        Ddl ddl = ddl(database(richSchema()));
        ServerDatabase copy = ServerDatabase.fresh();
        try (Target target = copy.target(ddl.script(), TargetRequest.Rows.UNTOUCHED)) {
            target.finishRows();
            target.publish();
        }
        assertThat(ddl(copy).script()).isEqualTo(ddl.script());
    }

    /** A schema with one of everything that the server has. */
    static String richSchema() {
        return RichPostgresql.definitions(ServerDatabase.fresh().version());
    }

    /** A database that a script has created. */
    public static ServerDatabase database(String script) {
        ServerDatabase database = ServerDatabase.fresh();
        PostgresqlStatementReader statements = PostgresqlStatementReader.read(script);
        try (Connection connection = DriverManager.getConnection(database.url())) {
            connection.setAutoCommit(false);
            PostgresqlScriptRunner runner = new PostgresqlScriptRunner(connection, Set.of());
            runner.run(statements.beforeRows());
            runner.run(statements.afterRows());
            connection.commit();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return database;
    }

    private static Ddl ddl(ServerDatabase database, String... tables) {
        try (PostgresqlSource source = database.source()) {
            return source.ddl(Arrays.stream(tables)
                    .map(table -> source.schema().table(table).orElseThrow())
                    .toList());
        }
    }

    public static Ddl ddl(ServerDatabase database) {
        try (PostgresqlSource source = database.source()) {
            return source.ddl(source.schema().tables());
        }
    }
}
