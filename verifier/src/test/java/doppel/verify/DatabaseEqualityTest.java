package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseEqualityTest {

    private static final String[] SCRIPT = {
        "CREATE TABLE loose (a, b)",
        "INSERT INTO loose VALUES (1, 0.0), (CAST(x'610062' AS TEXT), x''), (1, 0.0), (NULL, '')",
        "CREATE TABLE \"keyed \"\"t\" (id INTEGER PRIMARY KEY AUTOINCREMENT, \"\" TEXT)",
        "INSERT INTO \"keyed \"\"t\" VALUES (-5, 'x'), (7, CAST(x'ff' AS TEXT))",
        "CREATE TABLE hidden (rowid, oid, _rowid_)",
        "INSERT INTO hidden VALUES (1, 1, 1), (2, 2, 2)",
        "CREATE TABLE sorted (k TEXT PRIMARY KEY COLLATE NOCASE, v) WITHOUT ROWID",
        "INSERT INTO sorted VALUES ('a', 1), ('B', 2)",
        "CREATE INDEX loose_a ON loose (a)",
        "CREATE VIRTUAL TABLE words USING fts5(word)",
        "INSERT INTO words VALUES ('hello')",
        "CREATE TRIGGER noisy AFTER INSERT ON loose BEGIN SELECT 1; END"
    };

    @TempDir
    Path folder;

    private Path expected;
    private Path actual;

    @BeforeEach
    void buildTwice() throws SQLException {
        expected = folder.resolve("expected.db");
        actual = folder.resolve("actual.db");
        run(expected, SCRIPT);
        run(actual, SCRIPT);
    }

    @Test
    void findsNothingInEqualDatabases() {
        assertThatCode(() -> DatabaseEquality.assertSame(expected, actual)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            UPDATE loose SET a = 1.0 WHERE rowid = 1             | column "a": expected integer 1, but was real 1.0
            UPDATE loose SET a = '1' WHERE rowid = 3             | row integer 3, column "a": expected integer 1, but \
            was text '1'
            UPDATE loose SET b = -0.0 WHERE rowid = 1            | real 0.0 (bits 0000000000000000), but was real -0.0
            UPDATE loose SET a = 'a' WHERE rowid = 2             | expected text x'610062', but was text 'a'
            UPDATE loose SET b = NULL WHERE rowid = 4            | column "b": expected text '', but was NULL
            UPDATE loose SET b = '' WHERE rowid = 2              | expected blob x'', but was text ''
            DELETE FROM loose WHERE rowid = 3                    | missing [integer 3, integer 1,
            INSERT INTO loose VALUES (1, 0.0)                    | expected 4 rows, but was 5
            UPDATE loose SET rowid = 9 WHERE rowid = 3           | column "rowid": expected integer 3, but was integer 9
            UPDATE "keyed ""t" SET id = -6 WHERE id = -5         | column "id": expected integer -5, but was integer -6
            UPDATE "keyed ""t" SET "" = CAST(x'fe' AS TEXT) WHERE id = 7 | expected text x'ff', but was text x'fe'
            UPDATE sqlite_sequence SET seq = 8                   | table "sqlite_sequence", row integer 1, column \
            "seq": expected integer 7
            UPDATE sorted SET k = 'A' WHERE k = 'a'              | expected text 'a', but was text 'A'
            UPDATE hidden SET oid = 3 WHERE oid = 2              | table "hidden", row integer 2, integer 2, column \
            "oid": expected integer 2
            INSERT INTO words VALUES ('world')                   | table "words_content": expected 1 rows, but was 2
            DROP INDEX loose_a                                   | table "sqlite_master": expected
            PRAGMA user_version = 3                              | setting user_version: expected 0, but was 3
            PRAGMA application_id = 3                            | setting application_id: expected 0, but was 3
            PRAGMA journal_mode = WAL                            | setting wal: expected false, but was true
            CREATE TABLE more (x)                                | table "more" is not expected
            """)
    void findsEveryChange(String change, String message) throws SQLException {
        run(actual, change);

        assertThat(DatabaseEquality.differences(expected, actual)).anyMatch(line -> line.contains(message));
        assertThatThrownBy(() -> DatabaseEquality.assertSame(expected, actual))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    @Test
    void findsALostDuplicateThatAllowsNoOtherSign() throws SQLException {
        run(
                expected,
                "CREATE TABLE twins (rowid, oid, _rowid_)",
                "INSERT INTO twins VALUES (1, 1, 1), (1, 1, 1), (2, 2, 2)");
        run(
                actual,
                "CREATE TABLE twins (rowid, oid, _rowid_)",
                "INSERT INTO twins VALUES (1, 1, 1), (2, 2, 2), (2, 2, 2)");

        assertThat(DatabaseEquality.differences(expected, actual)).isNotEmpty();
    }

    @Test
    void findsAChangedTriggerText() throws SQLException {
        run(actual, "DROP TRIGGER noisy", "CREATE TRIGGER noisy AFTER INSERT ON loose BEGIN SELECT 2; END");

        assertThat(DatabaseEquality.differences(expected, actual))
                .singleElement()
                .asString()
                .contains("sqlite_master", "column \"sql\"", "SELECT 1; END", "SELECT 2; END");
    }

    @Test
    void findsAnotherOrderOfTheSchema() throws SQLException {
        run(expected, "CREATE TABLE p (x)", "CREATE TABLE q (x)");
        run(actual, "CREATE TABLE q (x)", "CREATE TABLE p (x)");

        assertThat(DatabaseEquality.differences(expected, actual))
                .singleElement()
                .asString()
                .contains("sqlite_master", "another order");
    }

    @Test
    void findsOneChangedByteInALargeValue() throws SQLException {
        run(expected, "UPDATE loose SET b = zeroblob(100000)");
        run(actual, "UPDATE loose SET b = zeroblob(99999) || x'01'", "UPDATE loose SET b = CAST(b AS BLOB)");

        assertThat(DatabaseEquality.differences(expected, actual)).hasSize(4);
    }

    @Test
    void findsAnotherEncodingAndPageSize() throws SQLException {
        Path wide = folder.resolve("wide.db");
        run(wide, "PRAGMA encoding = 'UTF-16be'");
        run(
                wide,
                "PRAGMA encoding = 'UTF-16be'",
                "PRAGMA page_size = 1024",
                "PRAGMA auto_vacuum = 1",
                "CREATE TABLE t (x)");
        Path narrow = folder.resolve("narrow.db");
        run(narrow, "CREATE TABLE t (x)");

        assertThat(DatabaseEquality.differences(narrow, wide))
                .anyMatch(line -> line.startsWith("setting encoding"))
                .anyMatch(line -> line.startsWith("setting page_size"))
                .anyMatch(line -> line.startsWith("setting auto_vacuum"));
    }

    @Test
    void readsWhatIsOnlyInTheWalAndLeavesItThere() throws Exception {
        Path live = folder.resolve("live.db");
        Path copy = folder.resolve("hot.db");
        Path wal = folder.resolve("hot.db-wal");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + live);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("CREATE TABLE t (x)");
            Files.copy(live, copy);
            Files.copy(folder.resolve("live.db-wal"), wal);
        }
        long size = Files.size(wal);

        assertThat(DatabaseEquality.differences(live, copy)).isEmpty();
        assertThat(wal).hasSize(size);
    }

    private static void run(Path file, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(statements)) {
                statement.execute(sql);
            }
        }
    }
}
