package doppel.dialect.sqlite.replace;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.dialect.sqlite.Database;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.connect.SqliteStandIns;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Says no wherever SQLite's own check of the whole database says something. */
class SqliteProofTest {

    private static final String ROWS =
            "INSERT INTO t WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                    + " SELECT i, 'name ' || i, i % 7 FROM n";

    @TempDir
    Path directory;

    private Database sound() {
        return Database.create(
                directory.resolve("checked.db"),
                "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE, x INT)",
                "CREATE INDEX i ON t (x, name)",
                "CREATE INDEX part ON t (x) WHERE x > 3",
                "CREATE TABLE \"an odd 'name'\" (a TEXT PRIMARY KEY, b) WITHOUT ROWID",
                "CREATE TABLE \"123\" (a INTEGER PRIMARY KEY AUTOINCREMENT, b AS (a + 1) STORED)",
                "CREATE VIRTUAL TABLE words USING fts5 (text)",
                ROWS,
                "INSERT INTO \"an odd 'name'\" SELECT name, x FROM t",
                "INSERT INTO \"123\" (a) SELECT id FROM t",
                "INSERT INTO words SELECT name FROM t",
                "CREATE TABLE gone AS SELECT * FROM t",
                "DROP TABLE gone");
    }

    private static boolean isSound(Database database, String settings) throws Exception {
        SqliteFile file = new SqliteFile(database.path());
        try (Connection connection = file.openReadWrite()) {
            file.run(connection, "Preparing", settings);
            return new SqliteProof(file, connection, settings).isSound();
        }
    }

    private static boolean isSound(Database database) throws Exception {
        return isSound(database, "PRAGMA ignore_check_constraints = OFF");
    }

    @Test
    void whatOnlyItsApplicationHasDoesNotMakeADatabaseUnsound() throws Exception {
        Database database = sound();
        database.run("PRAGMA writable_schema = ON;"
                + " UPDATE sqlite_master SET sql = replace(sql, 'name TEXT', 'name TEXT COLLATE ELVISH')"
                + " WHERE name = 't';"
                + " UPDATE sqlite_master SET sql = replace(sql, '(text)', '(text, tokenize = ''elvish'')')"
                + " WHERE name = 'words'");
        SqliteFile file = new SqliteFile(database.path());
        try (Connection connection = file.openReadWrite()) {
            SqliteStandIns.on(connection);
            assertThat(new SqliteProof(file, connection, "").isSound()).isTrue();
        }
    }

    @Test
    void aSoundDatabaseIsSound() throws Exception {
        assertThat(isSound(sound())).isTrue();
        assertThat(isSound(new Database(directory.resolve("empty.db")))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // rows that an index does not have, and entries without a row
                "DELETE FROM sqlite_master WHERE name = 'i'|INSERT INTO t VALUES (9000, 'x', 1)",
                "DELETE FROM sqlite_master WHERE name = 'part'|UPDATE t SET x = 6 WHERE id = 1",
                "DELETE FROM sqlite_master WHERE name = 'i'|DELETE FROM t WHERE id = 9",
                // pages that nobody owns any more
                "DELETE FROM sqlite_master WHERE name = 'part'",
                "DELETE FROM sqlite_master WHERE name = '123'",
                // rows that break what their table says
                "UPDATE sqlite_master SET sql = replace(sql, 'x INT', 'x INT NOT NULL') WHERE name = 't'",
                "UPDATE sqlite_master SET sql = replace(sql, 'x INT', 'x INT CHECK (x < 5)') WHERE name = 't'",
                // a search index that does not have what its table has
                "DELETE FROM words_data WHERE id > 10"
            })
    void whatSqliteFindsIsFound(String damage) throws Exception {
        Database database = sound();
        database.run("INSERT INTO t VALUES (5000, 'null', NULL), (5001, 'blob', x'00')");
        assertThat(isSound(database)).isTrue();
        List<String> before = database.query(
                "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master WHERE name IN ('i', 'part')");
        String[] steps = damage.split("\\|", -1);
        database.run("PRAGMA writable_schema = ON; " + steps[0]);
        if (steps.length > 1) {
            database.run(steps[1]);
            for (String row : before) {
                String[] fields = row.split("\\|", -1);
                if (steps[0].contains("'" + fields[1] + "'")) {
                    database.run("PRAGMA writable_schema = ON; INSERT INTO sqlite_master VALUES ('" + fields[0] + "', '"
                            + fields[1] + "', '" + fields[2] + "', " + fields[3] + ", '" + fields[4] + "')");
                }
            }
        }
        assertThat(database.query("PRAGMA integrity_check")).isNotEqualTo(List.of("ok"));
        assertThat(isSound(database)).isFalse();
    }

    @Test
    void checksWithTheSettingsOfTheOther() throws Exception {
        Database database = Database.create(
                directory.resolve("checked.db"),
                "CREATE TABLE t (x CHECK (x < 5))",
                "PRAGMA ignore_check_constraints = ON; INSERT INTO t VALUES (7)");
        assertThat(isSound(database)).isFalse();
        assertThat(isSound(database, "PRAGMA ignore_check_constraints = ON")).isTrue();
    }

    @Test
    void findsWhatTheOtherConnectionAloneLooksAt() throws Exception {
        Database database = Database.create(
                directory.resolve("shared.db"),
                // its indexes keep the first connection busy
                "CREATE TABLE large (id INTEGER PRIMARY KEY, a UNIQUE, b UNIQUE, c UNIQUE)",
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
                        + " INSERT INTO large SELECT i, 'a' || i, 'b' || i, 'c' || i FROM n",
                "CREATE TABLE t (x CHECK (x < 5))",
                "PRAGMA ignore_check_constraints = ON; INSERT INTO t VALUES (7)");

        assertThat(isSound(database)).isFalse();
    }

    @Test
    void damageOnAnyPageThatSqliteNoticesIsNoticed() throws Exception {
        Database database = sound();
        int pages = Integer.parseInt(database.query("PRAGMA page_count").get(0));
        for (int page = 2; page <= pages; page += 7) {
            byte[] before = overwrite(database.path(), (page - 1) * 4096L, new byte[8]);
            boolean sound = sqliteFindsNothing(database);
            assertThat(isSound(database)).as("page %d", page).isEqualTo(sound);
            overwrite(database.path(), (page - 1) * 4096L, before);
        }
        assertThat(isSound(database)).isTrue();
    }

    private static boolean sqliteFindsNothing(Database database) {
        try {
            return database.query("PRAGMA integrity_check").equals(List.of("ok"));
        } catch (IllegalStateException e) { // the schema cannot be read
            return false;
        }
    }

    private static byte[] overwrite(Path path, long at, byte[] bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            byte[] before = new byte[bytes.length];
            file.seek(at);
            file.readFully(before);
            file.seek(at);
            file.write(bytes);
            return before;
        }
    }
}
