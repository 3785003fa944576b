package doppel.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.dialect.Source;
import doppel.schema.Column;
import doppel.schema.ForeignKey;
import doppel.schema.Identity;
import doppel.schema.Index;
import doppel.schema.Table;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSchemaTest {

    @TempDir
    Path directory;

    @Test
    void onlyAnAliasOfTheRowIdReplacesIt() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE alias (id INTEGER PRIMARY KEY, x)",
                "CREATE TABLE aliasApart (id INTEGER, x, PRIMARY KEY (id DESC))",
                "CREATE TABLE descending (id INTEGER PRIMARY KEY DESC, x)",
                "CREATE TABLE short (id INT PRIMARY KEY, x)",
                "CREATE TABLE two (id INTEGER, x, PRIMARY KEY (id, x))",
                "CREATE TABLE lower (id integer primary key autoincrement)",
                "CREATE TABLE none (x)");
        assertThat(columns(database, "alias")).containsExactly("id", "x");
        assertThat(columns(database, "aliasApart")).containsExactly("id", "x");
        assertThat(columns(database, "descending")).containsExactly("rowid", "id", "x");
        assertThat(columns(database, "short")).containsExactly("rowid", "id", "x");
        assertThat(columns(database, "two")).containsExactly("rowid", "id", "x");
        assertThat(columns(database, "lower")).containsExactly("id");
        assertThat(columns(database, "none")).containsExactly("rowid", "x");
        assertThat(table(database, "two").primaryKey()).containsExactly("id", "x");
        assertThat(table(database, "none").primaryKey()).isEmpty();
        assertThat(table(database, "alias").column("id").orElseThrow().nullable())
                .isFalse();
        assertThat(table(database, "descending").column("id").orElseThrow().nullable())
                .isTrue();
    }

    @Test
    void tablesWithoutRowIdHaveNone() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE t (a TEXT, b INTEGER PRIMARY KEY) WITHOUT ROWID, STRICT",
                "CREATE TABLE u (a INT, b INT, PRIMARY KEY (b, a)) WITHOUT ROWID");
        assertThat(columns(database, "t")).containsExactly("a", "b");
        assertThat(columns(database, "u")).containsExactly("a", "b");
        assertThat(table(database, "u").primaryKey()).containsExactly("b", "a");
        assertThat(table(database, "u").column("a").orElseThrow().nullable()).isFalse();
    }

    @Test
    void theRowIdTakesANameThatIsFree() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE one (RowId TEXT)",
                "CREATE TABLE two (rowid, _ROWID_)",
                "CREATE TABLE three (rowid, _rowid_, oid)");
        assertThat(columns(database, "one")).containsExactly("_rowid_", "RowId");
        assertThat(columns(database, "two")).containsExactly("oid", "rowid", "_ROWID_");
        assertThat(columns(database, "three")).containsExactly("rowid", "_rowid_", "oid");
        assertThat(table(database, "three").columns()).noneMatch(column -> column.kind() == Column.Kind.ROW_ID);
    }

    @Test
    void generatedColumnsAreSeenAndNeverInserted() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE t (a INT NOT NULL DEFAULT (1 + 1), b AS (a * 2), c TEXT AS (a || 'x') STORED)");
        Table table = table(database, "t");
        assertThat(table.columns()).extracting(Column::name).containsExactly("rowid", "a", "b", "c");
        assertThat(table.insertableColumns()).extracting(Column::name).containsExactly("rowid", "a");
        assertThat(table.column("a").orElseThrow())
                .isEqualTo(new Column("a", "INT", false, Column.Kind.STORED, "1 + 1"));
        assertThat(table.column("b").orElseThrow().kind()).isEqualTo(Column.Kind.GENERATED);
    }

    @Test
    void foreignKeysNameTablesAndColumnsAsTheyWereDeclared() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE Parent (Id INTEGER PRIMARY KEY)",
                "CREATE TABLE Pair (A, B, PRIMARY KEY (B, A))",
                "CREATE TABLE child (x REFERENCES PARENT, y REFERENCES parent (ID), z INT, W INT,"
                        + " FOREIGN KEY (Z, w) REFERENCES pair, FOREIGN KEY (x) REFERENCES missing (q),"
                        + " FOREIGN KEY (x) REFERENCES pair)");
        assertThat(table(database, "child").foreignKeys())
                .containsExactlyInAnyOrder(
                        new ForeignKey(List.of("x"), "Parent", List.of("Id")),
                        new ForeignKey(List.of("y"), "Parent", List.of("Id")),
                        new ForeignKey(List.of("z", "W"), "Pair", List.of("B", "A")),
                        new ForeignKey(List.of("x"), "missing", List.of("q")));
    }

    @Test
    void foreignKeysSayWhatHappens() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE p (id INTEGER PRIMARY KEY)",
                "CREATE TABLE c (x REFERENCES p ON DELETE CASCADE ON UPDATE SET NULL, y REFERENCES p ON UPDATE "
                        + "RESTRICT)");
        assertThat(table(database, "c").foreignKeys())
                .containsExactlyInAnyOrder(
                        new ForeignKey(List.of("x"), "p", List.of("id")).withActions("CASCADE", "SET NULL"),
                        new ForeignKey(List.of("y"), "p", List.of("id")).withActions("NO ACTION", "RESTRICT"));
    }

    @Test
    void indexesOfPlainColumnsAreSeen() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a, b TEXT, c UNIQUE, d AS (a + 1), UNIQUE (c, a))",
                "CREATE INDEX two ON t (c, a)",
                "CREATE UNIQUE INDEX one ON t (a)",
                "CREATE INDEX withKey ON t (a, id)",
                "CREATE INDEX generated ON t (d)",
                "CREATE TABLE k (a, b, PRIMARY KEY (a, b)) WITHOUT ROWID",
                "CREATE INDEX k_b ON k (b)");
        assertThat(table(database, "t").indexes())
                .containsExactly(
                        new Index("", List.of("c"), true),
                        new Index("", List.of("c", "a"), true),
                        new Index("generated", List.of("d"), false),
                        new Index("one", List.of("a"), true),
                        new Index("two", List.of("c", "a"), false),
                        new Index("withKey", List.of("a", "id"), false));
        assertThat(table(database, "k").indexes()).containsExactly(new Index("k_b", List.of("b"), false));
        assertThat(others(database)).isEmpty();
    }

    @Test
    void whatOnlySqliteDescribesIsNamed() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE t (a, b COLLATE NOCASE UNIQUE)",
                "CREATE INDEX descending ON t (a DESC)",
                "CREATE INDEX partial ON t (a) WHERE a > 0",
                "CREATE INDEX expression ON t (a + 1)",
                "CREATE INDEX collated ON t (a COLLATE RTRIM)",
                "CREATE VIEW v AS SELECT 1 AS one",
                "CREATE TRIGGER after INSERT ON t BEGIN SELECT 1; END",
                "CREATE VIRTUAL TABLE words USING fts5 (text)");
        assertThat(table(database, "t").indexes())
                .containsExactly(new Index("", List.of("b"), true), new Index("descending", List.of("a"), false));
        assertThat(others(database))
                .containsExactly(
                        "collation NOCASE of t",
                        "index collated of t",
                        "index expression of t",
                        "index partial of t",
                        "trigger after on t",
                        "view v",
                        "virtual table words");
    }

    @Test
    void keysThatAreRowIdsSayWhatComesNext() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE empty (id INTEGER PRIMARY KEY)",
                "CREATE TABLE some (id INTEGER PRIMARY KEY, x)",
                "INSERT INTO some VALUES (7, 1), (275, 2)",
                "CREATE TABLE below (id INTEGER PRIMARY KEY)",
                "INSERT INTO below VALUES (-9)",
                "CREATE TABLE full (id INTEGER PRIMARY KEY)",
                "INSERT INTO full VALUES (9223372036854775807)",
                "CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT, x)",
                "INSERT INTO counted VALUES (5, 1), (9, 2)",
                "DELETE FROM counted WHERE id = 9",
                "CREATE TABLE countedOut (id INTEGER PRIMARY KEY AUTOINCREMENT)",
                "INSERT INTO countedOut VALUES (9223372036854775807)",
                "DELETE FROM countedOut",
                "CREATE TABLE begun (id INTEGER PRIMARY KEY AUTOINCREMENT)",
                "CREATE TABLE none (id INT PRIMARY KEY)");
        assertThat(table(database, "empty").identity()).isEqualTo(new Identity("id", 1));
        assertThat(table(database, "some").identity()).isEqualTo(new Identity("id", 276));
        assertThat(table(database, "below").identity()).isEqualTo(new Identity("id", -8));
        assertThat(table(database, "full").identity()).isNull();
        assertThat(table(database, "counted").identity()).isEqualTo(new Identity("id", 10));
        assertThat(table(database, "countedOut").identity()).isNull();
        assertThat(table(database, "begun").identity()).isEqualTo(new Identity("id", 1));
        assertThat(table(database, "none").identity()).isNull();
    }

    @Test
    void tablesOfTheEngineItselfAreInternal() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, x)",
                "CREATE INDEX i ON t (x)",
                "INSERT INTO t (x) VALUES (1)",
                "ANALYZE");
        assertThat(table(database, "sqlite_sequence").internal()).isTrue();
        assertThat(table(database, "sqlite_stat1").internal()).isTrue();
        assertThat(table(database, "t").internal()).isFalse();
    }

    @Test
    void virtualTablesAreSeenThroughTheirShadows() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE VIRTUAL TABLE words USING fts5 (text)",
                "CREATE VIEW v AS SELECT 1 AS one");
        try (Source source = database.source()) {
            assertThat(source.schema().tables())
                    .extracting(Table::name)
                    .containsExactly("words_config", "words_content", "words_data", "words_docsize", "words_idx");
        }
    }

    @Test
    void namesOfAnyKindAreKept() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE \"se\"\"lect\" (\"\" TEXT, \"a\"\"b\" INT, \"ä;--\" REAL, [x'y] BLOB, \"\u2028\" ANY)",
                "INSERT INTO \"se\"\"lect\" VALUES ('t', 1, 0.5, x'00', NULL)");
        assertThat(columns(database, "se\"lect")).containsExactly("rowid", "", "a\"b", "ä;--", "x'y", "\u2028");
        assertThat(database.rows("se\"lect").get(0)).startsWith(1L, "t", 1L, 0.5);
    }

    private static List<String> columns(Database database, String table) {
        return table(database, table).columns().stream().map(Column::name).toList();
    }

    private static List<String> others(Database database) {
        try (Source source = database.source()) {
            return source.schema().others();
        }
    }

    private static Table table(Database database, String name) {
        try (Source source = database.source()) {
            return source.schema().table(name).orElseThrow();
        }
    }
}
