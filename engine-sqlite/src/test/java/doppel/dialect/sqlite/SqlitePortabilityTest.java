package doppel.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.UsageException;
import doppel.dialect.Ddl;
import doppel.dialect.Portability;
import doppel.dialect.Source;
import doppel.dialect.Target;
import doppel.dialect.portable.PortableColumn;
import doppel.dialect.portable.PortableDefault;
import doppel.dialect.portable.PortableSchema;
import doppel.dialect.portable.PortableTable;
import doppel.schema.Column;
import doppel.schema.PortableType;
import doppel.schema.PortableType.Kind;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schemas and values on their way from SQLite to other engines, and from them to SQLite. */
final class SqlitePortabilityTest {

    private static final Portability SQLITE = Database.SQLITE.portability();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "INTEGER,INTEGER,64,0",
        "tinyint(1),INTEGER,64,0",
        "VARCHAR(40),TEXT,40,0",
        "NVARCHAR ( 160 ),TEXT,160,0",
        "TEXT,TEXT,0,0",
        "CLOB,TEXT,0,0",
        "DATETIME,TIMESTAMP,0,6",
        "timestamp,TIMESTAMP,0,6",
        "TIMESTAMPTZ,INSTANT,0,6",
        "DATE,DATE,0,0",
        "TIME,TIME,0,6",
        "'NUMERIC(10,2)',DECIMAL,10,2",
        "DECIMAL,DECIMAL,0,0",
        "'DECIMAL_TEXT(38,10)',DECIMAL,38,10",
        "REAL,DOUBLE,0,0",
        "DOUBLE PRECISION,DOUBLE,0,0",
        "BOOLEAN,BOOLEAN,0,0",
        "BLOB,BYTES,0,0",
        "'',ANY,0,0",
        "ANY,ANY,0,0",
        "JSON,JSON,0,0",
        "UUID,TEXT,0,0"
    })
    void declaredTypesSayWhatAColumnHolds(String declared, Kind kind, int length, int scale) {
        assertThat(SQLITE.portable(column(declared, null)).type()).isEqualTo(PortableType.of(kind, length, scale));
    }

    @Test
    void defaultsBecomeValuesWhereTheyAreSome() {
        assertThat(defaultValue("INTEGER", "5")).isEqualTo(PortableDefault.of(5L));
        assertThat(defaultValue("INTEGER", "'5'")).isEqualTo(PortableDefault.of(5L));
        assertThat(defaultValue("INTEGER", "TRUE")).isEqualTo(PortableDefault.of(1L));
        assertThat(defaultValue("BOOLEAN", "0")).isEqualTo(PortableDefault.of(false));
        assertThat(defaultValue("NUMERIC(10,2)", "-1.50")).isEqualTo(PortableDefault.of(new BigDecimal("-1.50")));
        assertThat(defaultValue("TEXT", "'it''s'")).isEqualTo(PortableDefault.of("it's"));
        assertThat(defaultValue("TEXT", "\"word\"")).isEqualTo(PortableDefault.of("word"));
        assertThat(defaultValue("TEXT", "NULL")).isEqualTo(PortableDefault.NONE);
        assertThat(defaultValue("TEXT", null)).isEqualTo(PortableDefault.NONE);
        assertThat(defaultValue("DATETIME", "CURRENT_TIMESTAMP").kind()).isEqualTo(PortableDefault.Kind.NOW);
        assertThat(defaultValue("DATE", "CURRENT_DATE").kind()).isEqualTo(PortableDefault.Kind.TODAY);
        for (List<String> other : List.of(
                List.of("INTEGER", "1 + 1"),
                List.of("INTEGER", "'many'"),
                List.of("TEXT", "CURRENT_TIMESTAMP"),
                List.of("DATE", "'01/14/10'"),
                List.of("TEXT", "'a' || 'b'"),
                List.of("BLOB", "x'00'"))) {
            assertThat(defaultValue(other.get(0), other.get(1)).kind())
                    .as(other.toString())
                    .isEqualTo(PortableDefault.Kind.EXPRESSION);
        }
    }

    @Test
    void theSchemaSaysIndexesNumbersActionsAndWhatOnlyTheDdlSays() {
        Database database = Database.create(
                directory.resolve("a.db"),
                "CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT UNIQUE, CHECK (code <> 'it''s CHECK ('))",
                "CREATE TABLE c (id INTEGER PRIMARY KEY AUTOINCREMENT, a INT REFERENCES p ON DELETE CASCADE ON "
                        + "UPDATE SET NULL,"
                        + " b TEXT COLLATE NOCASE, CONSTRAINT short CHECK (length(b) < 9)) -- CHECK (",
                "CREATE INDEX plain ON c (b, a DESC)",
                "CREATE INDEX partial ON c (a) WHERE a > 0",
                "CREATE INDEX expression ON c (a + 1)",
                "CREATE VIEW v AS SELECT 1",
                "CREATE TRIGGER t AFTER INSERT ON p BEGIN SELECT 1; END",
                "CREATE VIRTUAL TABLE words USING fts5 (text)",
                "INSERT INTO p (id) VALUES (7)",
                "INSERT INTO c (id) VALUES (9)",
                "DELETE FROM c");
        try (Source source = database.source()) {
            Schema schema = source.schema();
            assertThat(schema.others())
                    .containsExactlyInAnyOrder(
                            "autoincrement of c",
                            "check of p",
                            "check short of c",
                            "collation NOCASE of c",
                            "view v",
                            "trigger t on p",
                            "virtual table words",
                            "index partial of c",
                            "index expression of c");
            Table p = schema.table("p").orElseThrow();
            Table expected = Table.named("p")
                    .column("x", "")
                    .unique("", "code")
                    .identity("id", 8)
                    .build();
            assertThat(p.indexes()).isEqualTo(expected.indexes());
            assertThat(p.identity()).isEqualTo(expected.identity());
            Table c = schema.table("c").orElseThrow();
            assertThat(c.identity().next()).isEqualTo(10);
            assertThat(c.indexes())
                    .isEqualTo(Table.named("c").index("plain", "b", "a").build().indexes());
            assertThat(c.foreignKeys().get(0).onDelete()).isEqualTo("CASCADE");
            assertThat(c.foreignKeys().get(0).onUpdate()).isEqualTo("SET NULL");
        }
    }

    @Test
    void createsTheTablesOfOtherEngines() {
        Table parent = Table.named("parent")
                .required("id", "any")
                .required("name", "any")
                .primaryKey("id")
                .unique("name", "name")
                .identity("id", 5)
                .build();
        Table child = Table.named("child")
                .column("parent", "any")
                .generated("twice", "any")
                .foreignKey("parent")
                .references("parent", "id")
                .onDelete("CASCADE")
                .foreignKey("parent")
                .references("missing", "id")
                .index("name", "parent")
                .index("computed", "twice")
                .build();
        Ddl ddl = SQLITE.translate(
                new PortableSchema(
                        List.of(
                                portable(
                                        child,
                                        new PortableColumn(
                                                "parent", type(Kind.DECIMAL, 20), true, PortableDefault.NONE)),
                                portable(
                                        parent,
                                        new PortableColumn("id", type(Kind.DECIMAL, 20), false, PortableDefault.NONE),
                                        new PortableColumn(
                                                "name", type(Kind.TEXT, 40), false, PortableDefault.of("it's")))),
                        List.of()),
                Map.of());
        Database database = new Database(directory.resolve("new.db"));
        try (Target target = database.target(ddl.script())) {
            target.finishRows();
            target.publish();
        }
        assertThat(ddl.notCarried())
                .containsExactly(
                        "the computed column child.twice",
                        "the foreign key of child (parent) to missing (id): there is no such table",
                        "the index computed of child, which has a computed column");
        assertThat(database.query("SELECT sql FROM sqlite_master WHERE sql NOT LIKE '%sqlite_sequence%'"))
                .containsExactly(
                        "CREATE TABLE \"child\" (\n  \"parent\" INTEGER,\n  FOREIGN KEY (\"parent\") REFERENCES "
                                + "\"parent\""
                                + " (\"id\") ON DELETE CASCADE\n)",
                        "CREATE TABLE \"parent\" (\n  \"id\" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,\n"
                                + "  \"name\" VARCHAR(40) NOT NULL DEFAULT 'it''s'\n)",
                        "CREATE UNIQUE INDEX \"name\" ON \"parent\" (\"name\")",
                        "CREATE INDEX \"child_parent\" ON \"child\" (\"parent\")");
    }

    @Test
    void namesAllNamesThatAreNotPossible() {
        PortableColumn a = new PortableColumn("a", type(Kind.TEXT, 0), true, PortableDefault.NONE);
        PortableColumn capital = new PortableColumn("A", type(Kind.TEXT, 0), true, PortableDefault.NONE);
        List<PortableTable> tables = List.of(
                portable(Table.named("T").build(), a),
                portable(Table.named("t").build(), a, capital),
                portable(Table.named("sqlite_x").build(), a));
        assertThatThrownBy(() -> SQLITE.translate(new PortableSchema(tables, List.of()), Map.of()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("the tables T and t have the same name")
                .hasMessageContaining("the columns a and A of t have the same name")
                .hasMessageContaining("the table sqlite_x begins with sqlite_");
    }

    @Test
    void knowsNoOptionsOfTables() {
        assertThatThrownBy(() -> SQLITE.translate(new PortableSchema(List.of(), List.of()), Map.of("engine", "InnoDB")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("engine");
    }

    @Test
    void valuesOfOtherEnginesAreStoredSoThatTheyComeBack() throws Exception {
        Database database = new Database(directory.resolve("new.db"));
        UUID uuid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        try (Target target = database.target("CREATE TABLE t (n DECIMAL(10,2), x DECIMAL_TEXT(40,2), d DATE, c TIME,"
                + " s TIMESTAMP, i TIMESTAMPTZ, u VARCHAR(36), b BOOLEAN, f FLOAT, a)")) {
            target.insert(List.of(
                    Database.row("t", "n", new BigDecimal("1.00"), "x", new BigDecimal("1.50"), "a", new BigDecimal(3)),
                    Database.row("t", "n", new BigDecimal("0.10"), "x", 5L, "f", 1.1f),
                    Database.row("t", "d", LocalDate.of(2010, 1, 12), "c", LocalTime.of(10, 0, 0, 500_000_000)),
                    Database.row("t", "s", LocalDateTime.of(2010, 1, 12, 10, 0), "i", Instant.EPOCH, "u", uuid),
                    Database.row("t", "b", true, "a", true)));
            for (Object refused : List.of(new BigDecimal("0.12345678901234567890"), new BigDecimal("1e400"))) {
                assertThatThrownBy(() -> target.insert(List.of(Database.row("t", "n", refused))))
                        .hasMessageStartingWith("t.n: ");
            }
            assertThatThrownBy(() -> target.insert(List.of(Database.row("t", "f", Long.MAX_VALUE))))
                    .hasMessageStartingWith("t.f: ");
            assertThatThrownBy(() -> target.insert(List.of(Database.row("t", "f", LocalDate.EPOCH))))
                    .hasMessageStartingWith("t.f: ");
            target.finishRows();
            target.publish();
        }
        assertThat(database.query("SELECT typeof(n), n, typeof(x), x, typeof(a), a, typeof(f), f = "
                        + "1.10000002384185791015625 FROM t LIMIT 2"))
                .containsExactly("integer|1|text|1.50|integer|3|null|null", "real|0.1|text|5|null|null|real|1");
        assertThat(database.query("SELECT d, c, s, i, u, b, a FROM t WHERE n IS NULL"))
                .containsExactly(
                        "2010-01-12|10:00:00.5|null|null|null|null|null",
                        "null|null|2010-01-12 10:00:00|1970-01-01 00:00:00Z|" + uuid + "|null|null",
                        "null|null|null|null|null|1|1");
    }

    private static PortableDefault defaultValue(String type, String words) {
        return SQLITE.portable(column(type, words)).defaultValue();
    }

    private static Column column(String type, String words) {
        return new Column("c", type, true, Column.Kind.STORED, words);
    }

    private static PortableType type(Kind kind, int length) {
        return PortableType.of(kind, length, 0);
    }

    private static PortableTable portable(Table table, PortableColumn... columns) {
        return new PortableTable("other", table, List.of(columns));
    }
}
