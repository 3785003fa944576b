package doppel.dialect.sqlite.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.dialect.Queries;
import doppel.dialect.Source;
import doppel.dialect.sqlite.Database;
import doppel.dialect.sqlite.OtherProcess;
import doppel.dialect.sqlite.SqliteSource;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.definition.SqliteCatalog;
import doppel.schema.Table;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from the pages of a file is what SQLite reads from it. */
class SqlitePageRowsTest {

    private static final String[] VALUES = {
        "NULL",
        "0",
        "1",
        "-1",
        "127",
        "-32768",
        "8388607",
        "-8388608",
        "2147483647",
        "140737488355327",
        "-140737488355328",
        "9223372036854775807",
        "-9223372036854775808",
        "0.0",
        "-0.0",
        "12.0",
        "-1e15",
        "5e-324",
        "9e999",
        "2e23",
        "''",
        "'a' || char(0) || 'b'",
        "'1e3'",
        "' 12 '",
        "'toto'",
        "x''",
        "x'00ff'",
        "char(128512)",
        "CAST(x'c328' AS TEXT)",
        "hex(zeroblob(%d))",
        "zeroblob(%d)",
        "substr(hex(randomblob(40)), 1, %d)"
    };

    private static final String[] TABLES = {
        "CREATE TABLE t%d (a, b INTEGER, c REAL, d TEXT, e NUMERIC, f BLOB)",
        "CREATE TABLE t%d (a, b INTEGER PRIMARY KEY, c REAL, d TEXT, e NUMERIC, f BLOB)",
        "CREATE TABLE t%d (a, b INTEGER, c REAL, d TEXT, e NUMERIC, f BLOB, PRIMARY KEY (d, b))",
        "CREATE TABLE t%d (a, b INTEGER, c REAL, d TEXT COLLATE NOCASE, e NUMERIC, f BLOB, PRIMARY KEY (d, c, f))",
        "CREATE TABLE t%d (a NOT NULL, b INTEGER NOT NULL, c REAL, d TEXT, e NUMERIC, f BLOB, PRIMARY KEY (b, a))",
        "CREATE TABLE t%d (a, b INTEGER, c REAL, d TEXT, e NUMERIC, f BLOB, PRIMARY KEY (b DESC, a))",
        "CREATE TABLE t%d (a, b INTEGER, c REAL, d TEXT, e NUMERIC, f BLOB, PRIMARY KEY (d COLLATE RTRIM, a))",
        "CREATE TABLE t%d (a, b INTEGER PRIMARY KEY DESC, c REAL, d TEXT, e NUMERIC, f BLOB)",
        "CREATE TABLE t%d (a, b INTEGER, c REAL, d TEXT, e NUMERIC, f BLOB, PRIMARY KEY (b, a)) WITHOUT ROWID",
        "CREATE TABLE t%d (rowid, b INTEGER, oid REAL, d TEXT, e NUMERIC, _rowid_ BLOB PRIMARY KEY)",
        "CREATE TABLE t%d (a, b INTEGER UNIQUE, c REAL, d TEXT, e NUMERIC, f BLOB, g AS (b + 1), h AS (b) STORED)"
    };

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 4096, 65536})
    void anyTableIsReadAsSqliteReadsIt(int pageSize) {
        for (int round = 0; round < 3; round++) {
            Random random = new Random(31L * pageSize + round);
            Database database = Database.create(
                    directory.resolve(pageSize + "-" + round + ".db"),
                    "PRAGMA page_size = " + pageSize,
                    "PRAGMA auto_vacuum = " + random.nextInt(3));
            for (int i = 0; i < TABLES.length; i++) {
                fill(database, "t" + i, String.format(TABLES[i], i), random);
            }
            assertReadAlike(database);
        }
    }

    private static void fill(Database database, String table, String create, Random random) {
        List<String> statements = new ArrayList<>(List.of(create));
        if (random.nextBoolean()) {
            statements.add("CREATE INDEX " + table + "_i ON " + table + " (d, b)");
        }
        statements.add("BEGIN");
        int rows = random.nextInt(3) * 150 + random.nextInt(10);
        for (int i = 0; i < rows; i++) {
            statements.add(insert(table, random, 6));
            if (random.nextInt(4) == 0) {
                statements.add("DELETE FROM " + table + " WHERE b = " + random.nextInt(300));
            }
        }
        statements.add("COMMIT");
        statements.add("ALTER TABLE " + table + " ADD COLUMN x REAL DEFAULT 7");
        statements.add(insert(table, random, 7));
        statements.add("ALTER TABLE " + table + " ADD COLUMN y DEFAULT 'added'");
        statements.add("ALTER TABLE " + table + " ADD COLUMN z");
        statements.add(insert(table, random, 7));
        database.run(statements.toArray(String[]::new));
    }

    private static String insert(String table, Random random, int columns) {
        String values = IntStream.range(0, columns)
                .mapToObj(i -> i == 1
                        ? String.valueOf(random.nextInt(300) - 10)
                        : String.format(VALUES[random.nextInt(VALUES.length)], random.nextInt(6) * random.nextInt(900)))
                .collect(Collectors.joining(", "));
        return "INSERT OR IGNORE INTO " + table + columns(table, columns) + " SELECT " + values;
    }

    private static String columns(String table, int columns) {
        List<String> names = table.equals("t9")
                ? List.of("rowid", "b", "oid", "d", "e", "_rowid_", "x")
                : List.of("a", "b", "c", "d", "e", "f", "x");
        return names.subList(0, columns).stream().collect(Collectors.joining(", ", " (", ")"));
    }

    @Test
    void largeAndTinyValuesOfATableAreReadAlike() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE t (k TEXT PRIMARY KEY, v)",
                "INSERT INTO t VALUES ('a', zeroblob(3000000)), ('b', 1), (hex(zeroblob(700000)), hex(zeroblob(400)))",
                "INSERT INTO t VALUES (NULL, hex(zeroblob(600000))), (NULL, zeroblob(1048560))");
        assertReadAlike(database);
    }

    @Test
    void tablesOfVirtualTablesAndOfSqliteItselfAreReadAlike() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE VIRTUAL TABLE f USING fts5(x, y)",
                "INSERT INTO f WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
                        + " SELECT 'word' || i, hex(randomblob(i)) FROM n",
                "CREATE TABLE s (i INTEGER PRIMARY KEY AUTOINCREMENT, x)",
                "INSERT INTO s (x) VALUES (1), (2)",
                "ANALYZE");
        assertReadAlike(database);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRAGMA journal_mode = WAL", "PRAGMA encoding = 'UTF-16le'"})
    void whatIsNotInTheFileAlone_orInUtf8_isLeftToSqlite(String setting) throws IOException {
        Database database =
                Database.create(directory.resolve("a.db"), setting, "CREATE TABLE t (a)", "INSERT INTO t VALUES ('ä')");
        try (Source source = database.source()) {
            assertThat(source.schema().tables()).hasSize(1);
            assertThat(SqlitePages.of(database.path(), SqliteFile.key(database.path())))
                    .isEmpty();
        }
        assertReadAlike(database);
    }

    @Test
    void aPlanIsOneWalkInTheOrderThatIsWanted() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE byrow (a)",
                "CREATE TABLE bykey (a INTEGER NOT NULL, b TEXT NOT NULL, c, PRIMARY KEY (a, b))",
                "CREATE TABLE down (a NOT NULL, b, PRIMARY KEY (a DESC))",
                "CREATE TABLE norow (a PRIMARY KEY, b) WITHOUT ROWID",
                "CREATE TABLE computed (a INTEGER PRIMARY KEY, b AS (a))");
        assertThat(plan(database, "byrow", "rowid").map(SqlitePlan::index)).contains(0);
        assertThat(plan(database, "bykey", "a, b").map(SqlitePlan::index))
                .hasValueSatisfying(index -> assertThat(index).isGreaterThan(1));
        assertThat(plan(database, "bykey", "rowid").map(SqlitePlan::index)).contains(0);
        assertThat(plan(database, "bykey", "b, a")).isEmpty();
        assertThat(plan(database, "down", "a")).isEmpty();
        assertThat(plan(database, "norow", "a")).isEmpty();
        assertThat(plan(database, "computed", "a")).isEmpty();
    }

    private static Optional<SqlitePlan> plan(Database database, String name, String order) {
        SqliteFile file = SqliteFile.ofUrl(database.path().toString());
        try (Source source = database.source();
                java.sql.Connection connection = file.openReadOnly()) {
            Table table = source.schema().table(name).orElseThrow();
            return SqlitePlan.of(
                    Queries.on(connection),
                    SqliteCatalog.read(Queries.on(connection)),
                    table,
                    "SELECT * FROM " + name + " ORDER BY " + order);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDamagedFileEndsWithAnErrorOfTheDatabase() throws IOException {
        Database database = Database.create(
                directory.resolve("a.db"),
                "PRAGMA page_size = 512",
                "CREATE TABLE t (a TEXT PRIMARY KEY, b)",
                "INSERT INTO t WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
                        + " SELECT hex(randomblob(i % 70)) || i, zeroblob(i * 7 % 1500) FROM n");
        byte[] whole = Files.readAllBytes(database.path());
        Random random = new Random(4);
        int errors = 0;
        for (int round = 0; round < 120; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i < 1 + random.nextInt(20); i++) {
                int page = 3 + random.nextInt(whole.length / 512 - 3);
                damaged[page * 512 + random.nextInt(random.nextBoolean() ? 14 : 512)] = (byte) random.nextInt(256);
            }
            Path file = directory.resolve("damaged.db");
            Files.write(file, damaged);
            try (SqliteSource source = SqliteSource.open(SqliteFile.ofUrl(file.toString()), 0)) {
                Database.rows(source, source.schema().table("t").orElseThrow());
            } catch (DatabaseException e) {
                errors++;
                assertThat(e.nextStep()).contains("damaged");
            }
        }
        assertThat(errors).isGreaterThan(30);
    }

    @Test
    void aFileThatWasCutOffEndsWithAnErrorOfTheDatabase() throws IOException {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE t (a)",
                "INSERT INTO t WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
                        + " SELECT zeroblob(100) FROM n");
        try (SqliteSource source =
                SqliteSource.open(SqliteFile.ofUrl(database.path().toString()), 0)) {
            try (RandomAccessFile file = new RandomAccessFile(database.path().toFile(), "rw")) {
                file.setLength(3 * 4096);
            }
            Table table = source.schema().table("t").orElseThrow();
            assertThatThrownBy(() -> Database.rows(source, table)).isInstanceOf(DatabaseException.class);
        }
    }

    @Test
    void theLocksOfOtherConnectionsStayWhenASourceIsClosed() throws IOException {
        Database database =
                Database.create(directory.resolve("a.db"), "CREATE TABLE t (a)", "INSERT INTO t VALUES (1), (2), (3)");
        SqliteFile file = SqliteFile.ofUrl(database.path().toString());
        try (SqliteSource open = SqliteSource.open(file, 0)) {
            try (SqliteSource closed = SqliteSource.open(file, 0)) {
                assertThat(Database.rows(closed, closed.schema().table("t").orElseThrow()))
                        .hasSize(3);
            }
            assertThatThrownBy(() -> OtherProcess.connectedTo(
                                    database.path(), "PRAGMA busy_timeout = 0", "DELETE FROM t WHERE a = 1")
                            .close())
                    .isInstanceOf(IllegalStateException.class);
            assertThat(Database.rows(open, open.schema().table("t").orElseThrow()))
                    .hasSize(3);
        }
        OtherProcess.connectedTo(database.path(), "PRAGMA busy_timeout = 0", "DELETE FROM t WHERE a = 1")
                .close();
        assertReadAlike(database);
    }

    private static void assertReadAlike(Database database) {
        SqliteFile file = SqliteFile.ofUrl(database.path().toString());
        try (SqliteSource pages = SqliteSource.open(file, 0);
                SqliteSource sql = SqliteSource.open(file, Long.MAX_VALUE)) {
            assertThat(pages.schema()).isEqualTo(sql.schema());
            for (Table table : sql.schema().tables()) {
                assertThat(shown(pages, table)).as(table.name()).isEqualTo(shown(sql, table));
            }
            assertThat(pages.unstableValues()).isEqualTo(sql.unstableValues());
        }
    }

    private static Map<Integer, List<String>> shown(Source source, Table table) {
        Map<Integer, List<String>> shown = new LinkedHashMap<>();
        for (List<Object> row : Database.rows(source, table)) {
            shown.put(shown.size(), row.stream().map(SqlitePageRowsTest::shown).toList());
        }
        return shown;
    }

    private static String shown(Object value) {
        return value == null
                ? "null"
                : value.getClass().getSimpleName()
                        + (value instanceof byte[] bytes ? Arrays.toString(bytes) : " " + value);
    }
}
