package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Directories;
import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.Progress;
import doppel.dump.DumpOptions;
import doppel.literal.JavaText;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.check.Seal;
import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stranger's fixture, restored with {@code --data-only} by one who may do everything, touches nothing else. */
final class StrangersFixtureTest {

    private static final String[] LIBRARY = {
        "CREATE TABLE shelf (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(20) DEFAULT 'new')",
        "CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(200), shelf_id INTEGER,"
                + " CONSTRAINT book_shelf FOREIGN KEY (shelf_id) REFERENCES shelf (id) ON DELETE CASCADE)",
        "CREATE INDEX book_title ON book (title)",
        "INSERT INTO shelf VALUES (1, 'A'), (2, 'B')",
        "INSERT INTO book VALUES (1, 'it''s', 1), (2, NULL, 2)"
    };

    /** What a stranger may write into a string of the program. {@code FILE} and {@code VICTIM} are the canary's. */
    private static final List<String> WORDS = List.of(
            "integer); DROP TABLE VICTIM.secrets; --",
            "x\"); COPY (SELECT 1) TO PROGRAM 'touch FILE'; --",
            "x`); DELETE FROM VICTIM.secrets; -- ",
            "integer DEFAULT (pg_read_file('/etc/passwd')::integer)",
            "integer GENERATED ALWAYS AS (lo_import('FILE')::integer) STORED",
            "'x'); CREATE USER evil; --",
            "int /*!999999 ) */; DELETE FROM VICTIM.secrets; #",
            "varchar(20)) AS SELECT 1; ATTACH 'FILE' AS x; --",
            "enum('a', 'b\\'), x int default (load_file('/etc/passwd')), y enum(\\'c')",
            "\nDELIMITER //\nDELETE FROM VICTIM.secrets//\n",
            "x\\",
            "x'",
            "x\"\"; CREATE ROLE evil SUPERUSER; --",
            "nextval('x'); CREATE ROLE evil SUPERUSER",
            "\0; DELETE FROM VICTIM.secrets",
            "pg_catalog.pg_authid",
            "text COLLATE \"x\"; DELETE FROM VICTIM.secrets; --",
            "sqlite_master",
            "text CHECK (1)",
            "CASCADE; DELETE FROM VICTIM.secrets");

    /** The strings of the program that come into statements: a type, a default, an action, names. */
    private static final List<String> PLACES = List.of(
            "\"[A-Za-z ]*\\(20\\)\"",
            "\"'new'[^\"]*\"",
            "\"CASCADE\"",
            "\"label\"",
            "\"shelf\"",
            "\"book_title\"",
            "(?<=return )\"[^\"]*\"");

    /** Of the words for a place that is no type, servers get every fifth: each restore takes a while there. */
    private static final int EVERY = 5;

    private static final List<String> POSTGRESQL_SCRIPTS = List.of(
            "COPY public.shelf (label) FROM PROGRAM 'touch FILE; echo x'",
            "COPY (SELECT 1) TO PROGRAM 'touch FILE'",
            "COPY (SELECT 1) TO 'FILE'",
            "DO $$ BEGIN EXECUTE 'CREATE ROLE evil SUPERUSER'; END $$",
            "CREATE ROLE evil SUPERUSER",
            "ALTER ROLE CURRENT_USER SET search_path = evil",
            "SELECT lo_export(lo_from_bytea(0, 'x'), 'FILE')",
            "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN CREATE ROLE evil; END $$;"
                    + " CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()",
            "CREATE TABLE c (a text DEFAULT pg_read_file('/etc/passwd')); INSERT INTO c DEFAULT VALUES",
            "CREATE TABLESPACE evil LOCATION 'FOLDER'",
            "ALTER SYSTEM SET work_mem = '1MB'",
            "ALTER DATABASE VICTIM RENAME TO evil",
            "DROP DATABASE VICTIM",
            "COMMIT; DROP DATABASE VICTIM",
            "CREATE VIEW v AS SELECT pg_ls_dir('/')",
            "CREATE MATERIALIZED VIEW v AS SELECT lo_export(lo_from_bytea(0, 'x'), 'FILE')",
            "CREATE RULE r AS ON INSERT TO shelf DO ALSO SELECT lo_export(lo_from_bytea(0, 'x'), 'FILE')",
            "CREATE EXTENSION IF NOT EXISTS adminpack",
            "\\! touch FILE",
            "SET SESSION AUTHORIZATION DEFAULT; GRANT pg_execute_server_program TO PUBLIC",
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN CREATE ROLE evil; RETURN NEW; END $$;"
                    + " CREATE TRIGGER t AFTER INSERT ON shelf FOR EACH ROW EXECUTE FUNCTION f();"
                    + " ALTER TABLE shelf ENABLE ALWAYS TRIGGER t");

    private static final List<String> MYSQL_SCRIPTS = List.of(
            "/*!999999 create table */ CREATE USER evil",
            "DROP /*!999999 table */ DATABASE VICTIM",
            "DROP VIEW IF EXISTS nothing, VICTIM.secrets",
            "CREATE VIEW w AS SELECT * FROM VICTIM.secrets; DELETE FROM w",
            "DELIMITER //\nCREATE FUNCTION f() RETURNS INT BEGIN DELETE FROM VICTIM.secrets; RETURN 1; END//\n"
                    + "DELIMITER ;\nSET @x = f()",
            "SELECT 1 INTO OUTFILE 'FILE'",
            "CREATE TABLE c (a TEXT DEFAULT (LOAD_FILE('/etc/passwd'))); INSERT INTO c VALUES ()",
            "CREATE EVENT e ON SCHEDULE EVERY 1 SECOND DO DELETE FROM VICTIM.secrets",
            "/*M! CREATE USER evil */",
            "/*!50000 CREATE USER evil */",
            "SET STATEMENT max_statement_time = 1 FOR CREATE USER evil",
            "BEGIN NOT ATOMIC CREATE USER evil; END",
            "SET GLOBAL local_infile = 0",
            "GRANT ALL ON *.* TO PUBLIC",
            "USE VICTIM; DELETE FROM secrets",
            "DELETE VICTIM.secrets FROM VICTIM.secrets",
            "RENAME TABLE VICTIM.secrets TO stolen",
            "LOAD DATA INFILE '/etc/passwd' INTO TABLE shelf (label)",
            "PREPARE p FROM 'DELETE FROM VICTIM.secrets'; EXECUTE p",
            "CREATE TRIGGER t BEFORE INSERT ON shelf FOR EACH ROW DELETE FROM VICTIM.secrets");

    private static final List<String> SQLITE_SCRIPTS = List.of(
            "ATTACH 'VICTIM' AS v; DELETE FROM v.secrets",
            "ATTACH 'FILE' AS v; CREATE TABLE v.t (a)",
            "VACUUM INTO 'FILE'",
            "PRAGMA writable_schema = ON; DELETE FROM sqlite_master",
            "SELECT load_extension('FILE')",
            "SELECT writefile('FILE', 'x')",
            "CREATE TRIGGER t AFTER INSERT ON shelf BEGIN DELETE FROM shelf; END",
            "CREATE VIEW v AS SELECT 1",
            "PRAGMA journal_mode = WAL",
            "PRAGMA temp_store_directory = 'FOLDER'",
            ".shell touch FILE",
            "COMMIT; DROP TABLE shelf");

    @TempDir
    private Path folder;

    private final List<Runnable> drops = new ArrayList<>();

    @AfterEach
    void dropDatabases() {
        drops.forEach(Runnable::run);
    }

    @ParameterizedTest
    @EnumSource
    void sendsNoneOfItsSql(Engine engine) throws IOException, SQLException {
        Path fixture = fixture(engine);
        Canary canary = canary(engine);
        List<String> scripts = switch (engine) {
            case SQLITE -> SQLITE_SCRIPTS;
            case POSTGRESQL -> POSTGRESQL_SCRIPTS;
            default -> MYSQL_SCRIPTS;
        };
        for (String script : scripts) {
            Files.writeString(
                    fixture.resolve("schema.sql"), ";\n" + of(canary, script) + ";\n", StandardOpenOption.APPEND);
        }
        Seal.seal(fixture);
        String target = fresh(engine);

        RestoreReport report = restore(engine, fixture, target);

        assertThat(report.savedRows()).isEqualTo(4);
        assertThat(canary.code(target)).isEmpty();
        assertThat(canary.touched()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void takesNothingItSaysForSql(Engine engine) throws IOException, SQLException {
        Path fixture = fixture(engine);
        Canary canary = canary(engine);
        List<String> failures = new ArrayList<>();
        int restored = 0;
        String target = fresh(engine);
        for (int place = 0; place < PLACES.size(); place++) {
            for (int i = place; i < WORDS.size(); i += place == 0 || engine == Engine.SQLITE ? 1 : EVERY) {
                String words = of(canary, WORDS.get(i));
                Path hostile = copied(fixture);
                replace(hostile.resolve("Restore.java"), PLACES.get(place), words);
                String about = PLACES.get(place) + " is " + words;
                try {
                    Seal.seal(hostile);
                    restore(engine, hostile, target);
                    restored++;
                    assertThat(canary.code(target)).as(about).isEmpty();
                    engine.drop(target);
                    target = fresh(engine);
                } catch (DoppelException e) {
                    if (e.code() == ErrorCode.INTERNAL) {
                        failures.add(about + ": " + e);
                    }
                } catch (RuntimeException e) {
                    failures.add(about + ": " + e);
                }
                assertThat(canary.touched()).as(about).isEmpty();
            }
        }
        assertThat(restored)
                .as("names and words that mean nothing to the engine")
                .isPositive();
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void seesWhatIsTouched(Engine engine) throws IOException, SQLException {
        Canary canary = canary(engine);
        String url = fresh(engine);
        engine.run(url, "CREATE VIEW v AS SELECT 1 AS one");
        assertThat(canary.code(url)).hasSize(1);
        assertThat(canary.touched()).isEmpty();
        Files.createFile(Path.of(canary.file()));
        assertThat(canary.touched()).containsExactly(canary.file());
    }

    private Path fixture(Engine engine) {
        String url = fresh(engine);
        engine.run(url, LIBRARY);
        Path fixture = folder.resolve("fixture");
        engine.dump(url, DumpOptions.defaults(), fixture);
        return fixture;
    }

    private Canary canary(Engine engine) throws IOException, SQLException {
        return new Canary(engine, Files.createDirectory(folder.resolve("canary")));
    }

    private String fresh(Engine engine) {
        String url = engine.fresh(folder, "db" + drops.size());
        drops.add(() -> engine.drop(url));
        return url;
    }

    private static String of(Canary canary, String words) {
        return words.replace("FILE", canary.file())
                .replace("FOLDER", Path.of(canary.file()).getParent().toString())
                .replace("VICTIM", canary.victim());
    }

    private Path copied(Path fixture) throws IOException {
        Path copy = folder.resolve("hostile");
        Directories.delete(copy);
        Files.createDirectory(copy);
        try (Stream<Path> files = Files.list(fixture)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static void replace(Path program, String place, String words) throws IOException {
        String old = Files.readString(program);
        String edited = old.replaceAll(place, Matcher.quoteReplacement(JavaText.literal(words)));
        assertThat(edited).isNotEqualTo(old);
        Files.writeString(program, edited);
    }

    private RestoreReport restore(Engine engine, Path fixture, String target) {
        RestoreOptions options =
                RestoreOptions.into(engine.doppel(target)).dataOnly().tolerate(0);
        return new Restorer(options, Progress.NONE).restore(fixture);
    }
}
