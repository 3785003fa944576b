package doppel.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.Ddl;
import doppel.dialect.Source;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDdlTest {

    @TempDir
    Path directory;

    @Test
    void everyKindOfObjectComesBackInItsWordsAndItsOrder() throws Exception {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE Gone (id INTEGER PRIMARY KEY AUTOINCREMENT)",
                "DROP TABLE Gone", // sqlite_sequence now comes before the table that needs it
                "CREATE TABLE \"Main\" (id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT UNIQUE, y -- trailing\n)",
                "CREATE VIEW early AS SELECT * FROM later -- a comment",
                "CREATE TABLE later (a, b, PRIMARY KEY (a)) WITHOUT ROWID",
                "CREATE TABLE strict (a INT, b ANY) STRICT",
                "CREATE TABLE gen (a, b AS (a + 1), c AS (a || 'x') STORED, CHECK (a <> '--'))",
                "CREATE INDEX byExpression ON later (lower(b), b COLLATE NOCASE DESC) WHERE b > 5",
                "CREATE UNIQUE INDEX \"un ique\" ON later (b)",
                "CREATE TRIGGER onMain AFTER INSERT ON \"Main\" BEGIN DELETE FROM later; SELECT 1; /* x */ END",
                "CREATE TRIGGER onView INSTEAD OF INSERT ON early BEGIN SELECT ';'; END /* end",
                "CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'porter ascii')",
                "CREATE VIRTUAL TABLE \"o'clock\" USING fts4 (text)",
                "CREATE VIRTUAL TABLE boxes USING rtree (id, x1, x2)",
                "INSERT INTO \"Main\" VALUES (7, 'a', 'b')",
                "INSERT INTO words VALUES ('running dogs')",
                "INSERT INTO \"o'clock\" VALUES ('five')",
                "INSERT INTO boxes VALUES (1, 0.5, 1.5)",
                "ALTER TABLE later ADD COLUMN c DEFAULT (1)",
                "ANALYZE",
                "PRAGMA user_version = -5",
                "PRAGMA application_id = 77");
        Database copy = database.copyTo(directory.resolve("b.db"));
        assertThat(copy.master()).isEqualTo(database.master());
        assertThat(copy.digests()).isEqualTo(database.digests());
        assertThat(copy.query("SELECT text FROM words WHERE words MATCH 'run'")).containsExactly("running dogs");
        assertThat(copy.query("SELECT id FROM boxes WHERE x1 > 0")).containsExactly("1");
        assertThat(copy.query("PRAGMA integrity_check")).containsExactly("ok");
        copy.run("DELETE FROM \"Main\"", "INSERT INTO \"Main\" (x) VALUES ('next')");
        assertThat(copy.query("SELECT id FROM \"Main\"")).containsExactly("8");
    }

    @Test
    void settingsOfTheFileComeBack() throws Exception {
        Database database = Database.create(
                directory.resolve("a.db"),
                "PRAGMA page_size = 1024",
                "PRAGMA encoding = 'UTF-16be'",
                "PRAGMA auto_vacuum = INCREMENTAL",
                "PRAGMA journal_mode = WAL",
                "CREATE TABLE t (x)");
        Database copy = database.copyTo(directory.resolve("b.db"));
        for (String pragma : List.of("page_size", "encoding", "auto_vacuum", "journal_mode")) {
            assertThat(copy.query("PRAGMA " + pragma)).isEqualTo(database.query("PRAGMA " + pragma));
        }
        assertThat(copy.query("PRAGMA journal_mode")).containsExactly("wal");
    }

    @Test
    void isWhatTheEnginesOwnClientRuns() throws Exception {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE t (x)",
                "CREATE VIRTUAL TABLE words USING fts5 (text)",
                "CREATE TRIGGER onT AFTER INSERT ON t BEGIN SELECT 1; END");
        try (Source source = database.source()) {
            Database other = Database.create(
                    directory.resolve("b.db"),
                    source.ddl(source.schema().tables()).script());
            assertThat(other.master()).isEqualTo(database.master());
        }
    }

    @Test
    void someTablesBringWhatBelongsToThem() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE kept (x)",
                "CREATE TABLE left_out (x)",
                "CREATE INDEX i ON kept (x)",
                "CREATE INDEX j ON left_out (x)",
                "CREATE VIRTUAL TABLE words USING fts5 (text)");
        try (Source source = database.source()) {
            assertThat(source.ddl(List.of(source.schema().table("kept").orElseThrow()))
                            .script())
                    .contains("TABLE kept", "INDEX i")
                    .doesNotContain("left_out", "words");
        }
    }

    @Test
    void namesATableThatCannotBeCarried() {
        Database endless = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE good (x)",
                "PRAGMA writable_schema = ON; INSERT INTO sqlite_master VALUES"
                        + " ('view', 'odd', 'odd', 0, 'CREATE VIEW odd AS SELECT 1 /* without an end')",
                "CREATE TABLE after (x)");
        assertNotCarried(endless, "odd");
    }

    @Test
    void leavesOutAndNamesADefinitionThatSqliteReadsButDoesNotCreate() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE t (x)",
                "CREATE TRIGGER asks AFTER INSERT ON t BEGIN SELECT 1; END",
                "PRAGMA writable_schema = ON;"
                        + " UPDATE sqlite_master SET sql = replace(sql, 'SELECT 1', 'SELECT ?1') WHERE name = 'asks'");
        try (Source source = database.source()) {
            Ddl ddl = source.ddl(source.schema().tables());
            assertThat(ddl.script()).contains("TABLE t").doesNotContain("asks");
            assertThat(ddl.notCarried()).singleElement().asString().contains("asks", "variables");
        }
    }

    @Test
    void wordsThatSqliteWouldWriteOtherwiseComeBackAllTheSame() throws Exception {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE renamed (x)",
                "PRAGMA writable_schema = ON;"
                        + " UPDATE sqlite_master SET sql = 'CREATE TABLE  renamed (x)' WHERE name = 'renamed'");
        assertThat(database.copyTo(directory.resolve("b.db")).master()).isEqualTo(database.master());
    }

    private static void assertNotCarried(Database database, String name) {
        try (Source source = database.source()) {
            assertThatThrownBy(() -> source.ddl(source.schema().tables()))
                    .isInstanceOfSatisfying(
                            DatabaseException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_NOT_CARRIED))
                    .hasMessageContaining(name);
        }
    }

    @Test
    void readingAHostileSchemaWritesNoOtherFile() {
        Path other = directory.resolve("other.db");
        for (String first :
                List.of("CREATE VIEW v AS SELECT 1", "CREATE TRIGGER v AFTER INSERT ON t BEGIN SELECT 1; END")) {
            Database database = Database.create(
                    directory.resolve(first.substring(7, 11) + ".db"),
                    "CREATE TABLE t (x)",
                    "PRAGMA writable_schema = ON; INSERT INTO sqlite_master VALUES ('"
                            + (first.contains("VIEW") ? "view', 'v', 'v" : "trigger', 'v', 't") + "', 0, '" + first
                            + "; ATTACH ''" + other + "'' AS o; CREATE TABLE o.x (y)')");
            assertThatThrownBy(() -> {
                        try (Source source = database.source()) {
                            source.ddl(source.schema().tables());
                        }
                    })
                    .isInstanceOf(DatabaseException.class);
            assertThat(other).doesNotExist();
        }
    }
}
