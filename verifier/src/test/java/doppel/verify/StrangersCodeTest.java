package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.Progress;
import doppel.compare.UnifiedText;
import doppel.dialect.CheckedAbility;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.dump.DumpOptions;
import doppel.dump.Dumper;
import doppel.schema.Table;
import doppel.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The owner of a database, who is no superuser, has code in it that works only if a superuser runs it. */
final class StrangersCodeTest {

    /** A table whose primary key keeps the rows in order. */
    private static final String TABLE =
            "CREATE TABLE t (id int PRIMARY KEY, n varchar); INSERT INTO t VALUES (1, 'a');";

    @TempDir
    private Path directory;

    private final String url = TestServer.POSTGRESQL.freshDatabase();
    private final String owner = "owner_" + url.replaceAll(".*/|\\?.*", "");
    private final Dialect dialect = Dialects.forUrl(url);
    private Path canaries;

    @BeforeEach
    void giveTheDatabaseToItsOwner() throws SQLException, IOException {
        canaries = Files.createDirectory(
                directory.resolve("canaries"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.setPosixFilePermissions(canaries, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        run(
                url,
                "CREATE ROLE " + owner + " LOGIN; ALTER DATABASE " + owner.substring("owner_".length()) + " OWNER TO "
                        + owner + "; ALTER SCHEMA public OWNER TO " + owner);
        runAsOwner("""
                CREATE FUNCTION evil(tag text) RETURNS int LANGUAGE plpgsql AS $$ BEGIN
                  IF (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) THEN
                    EXECUTE format('COPY (SELECT 1) TO PROGRAM %L', 'touch <dir>/' || tag);
                    BEGIN EXECUTE 'ALTER ROLE <owner> SUPERUSER'; EXCEPTION WHEN OTHERS THEN NULL; END;
                  END IF;
                  RETURN 1; END $$;
                CREATE FUNCTION calm(tag text) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
                  'BEGIN RETURN public.evil(tag); END';
                """);
    }

    @AfterEach
    void dropOwner() throws SQLException {
        run(url, "REASSIGN OWNED BY " + owner + " TO postgres; DROP OWNED BY " + owner + "; DROP ROLE " + owner);
    }

    private void runAsOwner(String sql) throws SQLException {
        run(ownerUrl(), sql.replace("<dir>", canaries.toString()).replace("<owner>", owner));
    }

    private String ownerUrl() {
        return url.replaceFirst("user=[^&]*", "user=" + owner);
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** Nothing of the owner's code has run as a superuser. */
    private void assertHarmless() throws SQLException, IOException {
        try (Stream<Path> files = Files.list(canaries)) {
            assertThat(files).isEmpty();
        }
        try (Connection connection = DriverManager.getConnection(url);
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("SELECT rolsuper FROM pg_roles WHERE rolname = '" + owner + "'")) {
            row.next();
            assertThat(row.getBoolean(1)).isFalse();
        }
    }

    static Stream<Arguments> onlyRead() {
        return Stream.of(
                Arguments.of("an index", TABLE + "CREATE INDEX ON t ((calm('index')))"),
                Arguments.of("the condition of an index", TABLE + "CREATE INDEX ON t (n) WHERE calm('partial') = 1"),
                Arguments.of(
                        "a function that the planner puts into the query",
                        TABLE + "CREATE FUNCTION put(x text) RETURNS int LANGUAGE sql IMMUTABLE AS"
                                + " 'SELECT public.calm(''put'')'; CREATE INDEX ON t (put(n))"),
                Arguments.of("statistics", TABLE + "CREATE STATISTICS s ON (calm('statistics')), id FROM t"),
                Arguments.of(
                        "a partition key",
                        "CREATE TABLE t (id int, n text) PARTITION BY LIST ((id + calm('partition')));"
                                + " CREATE TABLE p PARTITION OF t DEFAULT; INSERT INTO t VALUES (1, 'a')"),
                Arguments.of(
                        "an index of a partition",
                        "CREATE TABLE t (id int, n text) PARTITION BY LIST (id); CREATE TABLE p PARTITION OF t DEFAULT;"
                                + " INSERT INTO t VALUES (1, 'a'); CREATE INDEX ON p ((calm('partition')))"),
                Arguments.of(
                        "a table that keeps the version",
                        "CREATE TABLE flyway_schema_history (installed_rank int PRIMARY KEY, version text, type text,"
                                + " script text, success bool);"
                                + " INSERT INTO flyway_schema_history VALUES (1, '7', 'SQL', 's', true);"
                                + " CREATE INDEX ON flyway_schema_history ((calm('version')))"),
                Arguments.of(
                        "a cast from an enum",
                        "CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE t (m mood);"
                                + " INSERT INTO t VALUES ('a'), ('b');"
                                + " CREATE FUNCTION said(m mood) RETURNS text LANGUAGE plpgsql IMMUTABLE AS"
                                + " $$ BEGIN PERFORM public.evil('enum'); RETURN 'x'; END $$;"
                                + " CREATE CAST (mood AS text) WITH FUNCTION said(mood)"),
                Arguments.of(
                        "a cast from a list of enums",
                        "CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE t (m mood[]);"
                                + " INSERT INTO t VALUES ('{a}'), ('{b}');"
                                + " CREATE FUNCTION said(m mood[]) RETURNS text LANGUAGE plpgsql IMMUTABLE AS"
                                + " $$ BEGIN PERFORM public.evil('enums'); RETURN 'x'; END $$;"
                                + " CREATE CAST (mood[] AS text) WITH FUNCTION said(mood[])"),
                Arguments.of(
                        "a cast from a composite type",
                        "CREATE TYPE pair AS (a int, b int); CREATE TABLE t (p pair);"
                                + " INSERT INTO t VALUES (ROW(1, 2)), (ROW(3, 4));"
                                + " CREATE FUNCTION said(p pair) RETURNS text LANGUAGE plpgsql IMMUTABLE AS"
                                + " $$ BEGIN PERFORM public.evil('pair'); RETURN 'x'; END $$;"
                                + " CREATE CAST (pair AS text) WITH FUNCTION said(pair)"),
                Arguments.of(
                        "a cast from a range",
                        "CREATE TYPE span AS RANGE (subtype = int); CREATE TABLE t (p span);"
                                + " INSERT INTO t VALUES ('[1,2)'), ('[3,4)');"
                                + " CREATE FUNCTION said(p span) RETURNS text LANGUAGE plpgsql IMMUTABLE AS"
                                + " $$ BEGIN PERFORM public.evil('span'); RETURN 'x'; END $$;"
                                + " CREATE CAST (span AS text) WITH FUNCTION said(span)"),
                Arguments.of(
                        "names of the server's functions and operators",
                        TABLE + "CREATE FUNCTION lower(x varchar) RETURNS text LANGUAGE plpgsql AS"
                                + " $$ BEGIN PERFORM public.evil('lower'); RETURN 'a'; END $$;"
                                + " CREATE FUNCTION same(a varchar, b varchar) RETURNS bool LANGUAGE plpgsql AS"
                                + " $$ BEGIN PERFORM public.evil('equals'); RETURN true; END $$;"
                                + " CREATE OPERATOR = (leftarg = varchar, rightarg = varchar, function = same);"
                                + " CREATE FUNCTION joined(a text, b text) RETURNS text LANGUAGE plpgsql AS"
                                + " $$ BEGIN PERFORM public.evil('joined'); RETURN 'a'; END $$;"
                                + " CREATE OPERATOR || (leftarg = text, rightarg = text, function = joined);"
                                + " CREATE FUNCTION format(a text, b text) RETURNS text LANGUAGE plpgsql AS"
                                + " $$ BEGIN PERFORM public.evil('format'); RETURN 'a'; END $$;"
                                + " CREATE FUNCTION bt_index_check(i text) RETURNS void LANGUAGE plpgsql AS"
                                + " $$ BEGIN PERFORM public.evil('amcheck'); END $$;"
                                + " ALTER DATABASE <database> SET search_path = public, pg_catalog"));
    }

    static Stream<Arguments> alsoRun() {
        return Stream.of(
                Arguments.of("a check", TABLE + "ALTER TABLE t ADD CHECK (evil('check') = id)"),
                Arguments.of(
                        "a check by a function of the server",
                        TABLE + "ALTER TABLE t ADD CHECK (lo_export(id::oid, '<dir>/' || n) = 1) NOT VALID"),
                Arguments.of(
                        "the check of a domain",
                        "CREATE DOMAIN d AS int CHECK (evil('domain') = VALUE); CREATE TABLE t (id d PRIMARY KEY);"
                                + " INSERT INTO t VALUES (1)"),
                Arguments.of(
                        "a generated column",
                        "CREATE TABLE t (id int PRIMARY KEY, g int GENERATED ALWAYS AS (calm('generated')) STORED);"
                                + " INSERT INTO t VALUES (1)"),
                Arguments.of("a default", TABLE + "ALTER TABLE t ADD COLUMN d int DEFAULT evil('default')"),
                Arguments.of("a materialized view", TABLE + "CREATE MATERIALIZED VIEW v AS SELECT evil('matview')"),
                Arguments.of(
                        "a function of an extension that runs a text",
                        TABLE + "CREATE EXTENSION tablefunc SCHEMA public; CREATE MATERIALIZED VIEW v AS SELECT * FROM"
                                + " crosstab('SELECT public.evil(''crosstab'')::text, 1, 1') AS x (a text, b int)"),
                Arguments.of(
                        "a view that a materialized view reads",
                        TABLE
                                + "CREATE VIEW v AS SELECT evil('view') AS e;"
                                + " CREATE MATERIALIZED VIEW m AS SELECT * FROM v"),
                Arguments.of(
                        "an aggregate in a materialized view",
                        TABLE + "CREATE FUNCTION step(a int, b int) RETURNS int LANGUAGE plpgsql AS"
                                + " $$ BEGIN RETURN public.evil('aggregate'); END $$;"
                                + " CREATE AGGREGATE total(int) (sfunc = step, stype = int);"
                                + " CREATE MATERIALIZED VIEW m AS SELECT total(id) FROM t"),
                Arguments.of(
                        "the distance of a range's ends",
                        "CREATE FUNCTION apart(a int, b int) RETURNS float8 LANGUAGE plpgsql IMMUTABLE AS"
                                + " $$ BEGIN PERFORM public.evil('range'); RETURN 1; END $$;"
                                + " CREATE TYPE span AS RANGE (subtype = int, subtype_diff = apart);"
                                + " CREATE TABLE t (p span); INSERT INTO t SELECT span(i, i + 2) FROM"
                                + " generate_series(1, 999) i; CREATE INDEX ON t USING gist (p)"),
                Arguments.of(
                        "a cast by which a foreign key compares",
                        "CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE p (id int PRIMARY KEY);"
                                + " CREATE FUNCTION said(m mood) RETURNS int LANGUAGE plpgsql IMMUTABLE AS"
                                + " $$ BEGIN PERFORM public.evil('key'); RETURN 1; END $$;"
                                + " CREATE CAST (mood AS int) WITH FUNCTION said(mood) AS IMPLICIT;"
                                + " CREATE TABLE t (m mood); ALTER TABLE t ADD FOREIGN KEY (m) REFERENCES p NOT VALID;"
                                + " INSERT INTO p VALUES (1); INSERT INTO t VALUES ('a')"));
    }

    static Stream<Arguments> all() {
        return Stream.concat(onlyRead(), alsoRun());
    }

    private void prepare(String sql) throws SQLException {
        if (sql.contains("amcheck")) {
            run(url, "CREATE EXTENSION amcheck SCHEMA public");
        }
        runAsOwner(sql.replace("<database>", owner.substring("owner_".length())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void noCodeOfTheOwnerRunsAsSuperuserWhileADatabaseIsRead(String what, String sql) throws Exception {
        prepare(sql);

        dialect.check(url);
        try (Source source = dialect.openSource(url)) {
            new Dumper(dialect, source, DumpOptions.defaults(), Progress.NONE).dump(directory.resolve("fixture"));
            source.danglingReferences(reference -> {});
            for (Table table : source.schema().tables()) {
                source.digest(table);
            }
            source.definitionDigest();
            source.integrityProblems();
            source.version(Optional.empty());
            if (source.schema().table("t").flatMap(table -> table.column("n")).isPresent()) {
                source.matchingRows(source.schema().table("t").get(), "lower(n) = 'a' AND n = 'a'", row -> {});
            }
        }
        dialect.inspect(url, Set.of());

        assertHarmless();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void aDoubleDumpThatWouldRunCodeOfTheOwnerAsSuperuserIsRefused(String what, String sql) throws Exception {
        prepare(sql);

        assertThatThrownBy(() -> {
                    doubleDump(url, Optional.empty());
                    throw new DatabaseException(ErrorCode.CODE_WOULD_RUN, "It ran nothing.", "Look at the canaries.");
                })
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CODE_WOULD_RUN));

        assertHarmless();
    }

    private static boolean doubleDump(String url, Optional<String> scratch) {
        return new DoubleDump(
                        url,
                        Optional.empty(),
                        scratch,
                        Optional.empty(),
                        Progress.NONE,
                        new UnifiedText(new StringBuilder(), false))
                .run()
                .lossless();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("alsoRun")
    void whatRunsInARestoreIsNamedBeforehand(String what, String sql) throws Exception {
        prepare(sql);

        CheckedAbility code = dialect.check(url).stream()
                .filter(ability -> ability.name().equals("code"))
                .findFirst()
                .orElseThrow();
        assertThat(code.verdict()).isEqualTo(CheckedAbility.Verdict.LIMITED);
        assertThat(code.finding()).contains(" of " + owner + " in the ");
        assertThatThrownBy(() ->
                        dialect.openTarget(new TargetRequest(url, Optional.empty(), false, TargetRequest.Rows.FITTED)))
                .isInstanceOfSatisfying(DatabaseException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.CODE_WOULD_RUN);
                    assertThat(e.getMessage()).contains(owner);
                });
        assertHarmless();
    }

    @Test
    void theOwnerHimselfMayRunHisCode() throws Exception {
        prepare(TABLE + "ALTER TABLE t ADD CHECK (evil('check') = id); CREATE INDEX ON t ((calm('index')))");
        String name = "s" + owner;
        run(url, "CREATE DATABASE " + name + " OWNER " + owner);

        String scratch = ownerUrl().replaceFirst("/[^/?]*\\?", "/" + name + "?");
        assertThat(doubleDump(url, Optional.of(scratch))).isTrue();
        assertThat(doubleDump(ownerUrl(), Optional.of(scratch))).isTrue();
        Target target =
                dialect.openTarget(new TargetRequest(ownerUrl(), Optional.empty(), false, TargetRequest.Rows.FITTED));
        target.close();

        run(url, "DROP DATABASE " + name);
        assertHarmless();
    }

    @Test
    void aViewIsNotReadWhereATableIsExpected() throws Exception {
        prepare(TABLE + "CREATE VIEW v AS SELECT evil('view') AS version");

        try (Source source = dialect.openSource(url)) {
            assertThatThrownBy(() -> source.version(Optional.of("SELECT version FROM public.v")))
                    .hasMessageContaining("view");
        }
        assertHarmless();
    }

    /** Otherwise none of these tests could fail. */
    @Test
    void theCodeIsHarmfulOutsideOfDoppel() throws Exception {
        prepare(TABLE + "CREATE INDEX ON t ((calm('index')))");

        run(url, "SELECT * FROM public.t");

        assertThat(canaries.resolve("index")).exists();
        run(url, "ALTER ROLE " + owner + " NOSUPERUSER");
    }
}
