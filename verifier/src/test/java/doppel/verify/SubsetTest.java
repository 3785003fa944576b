package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.Progress;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.DumpReport;
import doppel.dump.Dumper;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.report.RestoreReport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Subsets of databases of all engines. */
final class SubsetTest {

    /**
     * A shop: a cycle of two tables, a tree, keys of two columns, keys to what is unique, no key at all, and a table
     * alone.
     */
    private static final String[] SHOP = {
        "CREATE TABLE country (code varchar(2) NOT NULL, name varchar(40) NOT NULL, UNIQUE (code))",
        "CREATE TABLE employee (id int PRIMARY KEY, name varchar(40), boss int, department int,"
                + " FOREIGN KEY (boss) REFERENCES employee (id))",
        "CREATE TABLE department (id int PRIMARY KEY, head int NOT NULL, FOREIGN KEY (head) REFERENCES "
                + "employee (id)%s)",
        "CREATE TABLE customer (id int PRIMARY KEY, name varchar(40), country varchar(2), rep int,"
                + " FOREIGN KEY (country) REFERENCES country (code), FOREIGN KEY (rep) REFERENCES employee (id))",
        "CREATE TABLE orders (customer int NOT NULL, number int NOT NULL, total decimal(10,2), PRIMARY KEY (customer,"
                + " number), FOREIGN KEY (customer) REFERENCES customer (id))",
        "CREATE TABLE note (customer int, number int, text varchar(40),"
                + " FOREIGN KEY (customer, number) REFERENCES orders (customer, number))",
        "CREATE TABLE setting (name varchar(40) PRIMARY KEY, value varchar(40))",
        "INSERT INTO country VALUES ('BR', 'Brazil'), ('DE', 'Germany'), ('FR', 'France')",
        "INSERT INTO employee VALUES (1, 'Ann', NULL, NULL), (2, 'Ben', 1, NULL), (3, 'Cid', 2, NULL), (4, 'Dan', 1,"
                + " NULL), (5, 'Eve', 4, NULL)",
        "INSERT INTO department VALUES (10, 4), (20, 2)",
        "UPDATE employee SET department = 10 WHERE id IN (3, 4)",
        "UPDATE employee SET department = 20 WHERE id = 5",
        "INSERT INTO customer VALUES (1, 'Zeca', 'BR', 3), (2, 'Udo', 'DE', 5), (3, 'Nobody', NULL, NULL), (4, 'Rita',"
                + " 'BR', NULL)",
        "INSERT INTO orders VALUES (1, 1, 5.50), (1, 2, 70.00), (2, 1, 80.00), (3, 1, 9.00)",
        "INSERT INTO note VALUES (1, 1, 'late'), (1, 1, 'late'), (1, NULL, 'none'), (2, 1, 'lost'), (NULL, NULL, 'x')",
        "INSERT INTO setting VALUES ('a', '1'), ('b', '2')",
    };

    @TempDir
    private Path folder;

    private final List<Runnable> cleanings = new ArrayList<>();

    @AfterEach
    void clean() {
        cleanings.forEach(Runnable::run);
    }

    @ParameterizedTest
    @EnumSource
    void followsReferencesBothWays(Engine engine) throws SQLException {
        String shop = shop(engine);

        DumpReport report = dump(engine, shop, "customer=country = 'BR'");
        String restored = restore(engine);

        assertThat(query(restored, "SELECT id FROM customer ORDER BY id")).containsExactly("1", "4");
        assertThat(query(restored, "SELECT customer, number FROM orders ORDER BY 1, 2"))
                .containsExactly("1|1", "1|2");
        assertThat(query(restored, "SELECT customer, number, text FROM note")).containsExactly("1|1|late", "1|1|late");
        assertThat(query(restored, "SELECT code FROM country")).containsExactly("BR");
        // Cid, his boss Ben, and hers; their department, whose head is Dan
        assertThat(query(restored, "SELECT id FROM employee ORDER BY id")).containsExactly("1", "2", "3", "4");
        assertThat(query(restored, "SELECT id FROM department")).containsExactly("10");
        assertThat(query(restored, "SELECT name FROM setting ORDER BY 1")).containsExactly("a", "b");
        assertThat(report.notices())
                .contains(
                        "customer: 2 of 4 rows chosen.",
                        "note: 2 of 5 rows chosen.",
                        "employee: 4 of 5 rows chosen.",
                        "setting: all of 2 rows, since no foreign keys connect it with a table of --where.");
    }

    @ParameterizedTest
    @EnumSource
    void saysWhichRowsAreThereAgainstTheirCondition(Engine engine) throws SQLException {
        String shop = shop(engine);

        DumpReport report = dump(engine, shop, "orders=total > 60", "customer=name LIKE 'Z%'");
        String restored = restore(engine);

        assertThat(query(restored, "SELECT customer, number FROM orders ORDER BY 1, 2"))
                .containsExactly("1|1", "1|2", "2|1");
        assertThat(query(restored, "SELECT id FROM customer ORDER BY id")).containsExactly("1", "2");
        assertThat(report.notices())
                .contains(
                        "1 row of customer is there although --where leaves it out, since chosen rows refer to it.",
                        "1 row of orders is there although --where leaves it out, since it refers to a chosen row.");
    }

    @ParameterizedTest
    @EnumSource
    void takesWhatTheEnginesOwnSqlSays(Engine engine) throws SQLException {
        String shop = shop(engine);

        dump(
                engine,
                shop,
                "customer=EXISTS (SELECT 1 FROM orders o WHERE o.customer = customer.id AND o.total > 75) -- "
                        + "the large");
        String restored = restore(engine);

        assertThat(query(restored, "SELECT id FROM customer")).containsExactly("2");
        assertThat(query(restored, "SELECT id FROM employee ORDER BY id")).containsExactly("1", "2", "4", "5");
    }

    @ParameterizedTest
    @EnumSource
    void refusesAConditionThatIsNoExpression(Engine engine) throws SQLException {
        String shop = shop(engine);

        for (String condition : List.of(
                "countri = 'BR'",
                "",
                "country = ",
                "1 = 1) OR (1 = 1",
                "1 = 1); DELETE FROM note; SELECT (1",
                "1 = 1); COMMIT; DELETE FROM note; SELECT (1",
                "1 = 1; DELETE FROM note",
                "1 = 1 THEN 1 ELSE 0 END FROM customer; DELETE FROM note; --",
                "1 = 1 THEN 1 ELSE 0 END FROM customer) TO STDOUT; DELETE FROM note; --",
                "1 = 1 /*",
                "name = 'a",
                "1 = 1) --",
                "COUNT(*) > 1",
                "id = ?",
                "DELETE FROM note",
                "(DELETE FROM note)")) {
            assertRefused(ErrorCode.WHERE_REFUSED, () -> dump(engine, shop, "customer=" + condition));
            assertThat(folder.resolve("fixture")).doesNotExist();
        }

        assertThat(query(shop, "SELECT COUNT(*) FROM note")).containsExactly("5");
    }

    @Test
    void refusesAFunctionThatWritesToPostgresql() throws SQLException {
        String shop = shop(Engine.POSTGRESQL);
        Engine.POSTGRESQL.run(
                shop,
                "CREATE FUNCTION spoil() RETURNS boolean LANGUAGE sql VOLATILE AS 'DELETE FROM note; SELECT true'",
                "CREATE SEQUENCE counter");

        for (String condition : List.of("spoil()", "nextval('counter') > 0")) {
            assertThatThrownBy(() -> dump(Engine.POSTGRESQL, shop, "customer=" + condition))
                    .hasMessageContaining("read-only transaction");
        }

        assertThat(query(shop, "SELECT COUNT(*) FROM note")).containsExactly("5");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void refusesAFunctionThatWrites(Engine engine) throws SQLException {
        String shop = shop(engine);
        engine.run(
                shop,
                "CREATE TABLE plain (id int PRIMARY KEY) ENGINE=MyISAM",
                "CREATE FUNCTION spoil() RETURNS int DETERMINISTIC MODIFIES SQL DATA BEGIN DELETE FROM plain; "
                        + "RETURN 1; END",
                "CREATE FUNCTION erase() RETURNS int DETERMINISTIC MODIFIES SQL DATA BEGIN DELETE FROM note; "
                        + "RETURN 1; END",
                "CREATE VIEW spoiling AS SELECT spoil() AS done",
                "INSERT INTO plain VALUES (1)");

        for (String condition : List.of("spoil()", "erase()", "1 IN (SELECT done FROM spoiling)")) {
            assertThatThrownBy(() -> dump(engine, shop, "customer=" + condition))
                    .hasMessageContaining("READ ONLY transaction");
        }

        assertThat(query(shop, "SELECT (SELECT COUNT(*) FROM plain), (SELECT COUNT(*) FROM note)"))
                .containsExactly("1|5");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void comparesAsTheCollationDoes(Engine engine) throws SQLException {
        String source = fresh(engine, "source");
        engine.run(
                source,
                "CREATE TABLE tag (name varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci PRIMARY KEY)",
                "CREATE TABLE use_of (id int PRIMARY KEY, tag varchar(20) CHARACTER SET utf8mb4 COLLATE "
                        + "utf8mb4_unicode_ci,"
                        + " FOREIGN KEY (tag) REFERENCES tag (name))",
                "INSERT INTO tag VALUES ('Élan'), ('b')",
                "INSERT INTO use_of VALUES (1, 'elan'), (2, 'ELAN '), (3, 'B')");

        dump(engine, source, "tag=name = 'élan'");
        assertThat(query(restore(engine), "SELECT id FROM use_of ORDER BY id")).containsExactly("1", "2");
    }

    @Test
    void comparesAsTheTypesOfPostgresqlDo() throws SQLException {
        String source = fresh(Engine.POSTGRESQL, "source");
        Engine.POSTGRESQL.run(
                source,
                "CREATE COLLATION folded (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE TABLE price (amount numeric, name text COLLATE folded, PRIMARY KEY (amount, name))",
                "CREATE TABLE item (id serial PRIMARY KEY, amount numeric, name text COLLATE folded,"
                        + " FOREIGN KEY (amount, name) REFERENCES price)",
                "INSERT INTO price VALUES (1.50, 'Ab'), (2, 'Ab')",
                "INSERT INTO item (amount, name) VALUES (1.5, 'aB'), (2.000, 'AB')");

        dump(Engine.POSTGRESQL, source, "item=amount < 2");
        String restored = restore(Engine.POSTGRESQL);

        assertThat(query(restored, "SELECT amount, name FROM price")).containsExactly("1.50|Ab");
        assertThat(query(restored, "SELECT nextval('item_id_seq')")).containsExactly("3");
    }

    @Test
    void saysWhenAKeyOfPostgresqlCannotBeFollowed() {
        String source = fresh(Engine.POSTGRESQL, "source");
        Engine.POSTGRESQL.run(
                source,
                "CREATE TABLE target (id int PRIMARY KEY)",
                "CREATE TABLE whole (id int PRIMARY KEY, target int) PARTITION BY RANGE (id)",
                "CREATE TABLE low PARTITION OF whole FOR VALUES FROM (0) TO (10)",
                "ALTER TABLE low ADD FOREIGN KEY (target) REFERENCES target",
                "INSERT INTO target VALUES (1), (2)",
                "INSERT INTO whole VALUES (1, 1), (2, 2)");

        assertRefused(ErrorCode.SUBSET_NOT_CLOSED, () -> dump(Engine.POSTGRESQL, source, "target=id = 1"));
    }

    @Test
    void countsWhatDangledAmongTheChosenRows() throws SQLException {
        String source = fresh(Engine.SQLITE, "source");
        Engine.SQLITE.run(
                source,
                "CREATE TABLE artist (id INTEGER PRIMARY KEY)",
                "CREATE TABLE album (id INTEGER PRIMARY KEY AUTOINCREMENT, artist REFERENCES artist, gone "
                        + "REFERENCES \"no table\")",
                "INSERT INTO artist VALUES (1)",
                "INSERT INTO album VALUES (1, 1, NULL), (2, 99, NULL), (3, 98, 5), (40, 1, NULL)",
                "DELETE FROM album WHERE id = 40");

        DumpReport report = dump(Engine.SQLITE, source, "album=id < 3");

        assertThat(report.faults())
                .containsExactly("album (artist) to artist (id): 1 row refers to what does not exist: [99]");
        assertThat(query(restore(Engine.SQLITE), "SELECT seq FROM sqlite_sequence"))
                .containsExactly("40");
    }

    @Test
    void countsTablesThatAreLeftOutAsIfTheyWereNotThere() throws SQLException {
        String shop = shop(Engine.SQLITE);

        DumpReport report = dump(
                Engine.SQLITE,
                shop,
                DumpOptions.defaults()
                        .as("1")
                        .excluding(List.of("employee"))
                        .maxRowsPerFile(10)
                        .where(List.of("customer=country = 'BR'")));

        assertThat(report.notices())
                .contains(
                        "customer: 2 of 4 rows chosen.",
                        "department: all of 2 rows, since no foreign keys connect it with a table of --where.",
                        "Rows refer to tables that are left out: customer (rep) to employee (id): 1 row: [3].");
        assertThat(query(restore(Engine.SQLITE), "SELECT id FROM customer ORDER BY 1"))
                .containsExactly("1", "4");
    }

    @Test
    void findsTheTableInWhatTheUserWrites() throws SQLException {
        String source = fresh(Engine.SQLITE, "source");
        Engine.SQLITE.run(
                source,
                "CREATE TABLE \"a=b\" (\"doppel_chosen\" INTEGER PRIMARY KEY)",
                "INSERT INTO \"a=b\" VALUES (1), (2)");

        dump(Engine.SQLITE, source, "a=b=doppel_chosen=2");

        assertThat(query(restore(Engine.SQLITE), "SELECT * FROM \"a=b\"")).containsExactly("2");
        assertRefused(ErrorCode.UNKNOWN_TABLE, () -> dump(Engine.SQLITE, source, "c=1"));
        assertRefused(ErrorCode.USAGE, () -> dump(Engine.SQLITE, source, "c"));
        assertRefused(ErrorCode.USAGE, () -> dump(Engine.SQLITE, source, "a=b=1", "a=b=2"));
    }

    @Test
    void followsLongChains() throws SQLException {
        String source = fresh(Engine.SQLITE, "source");
        Engine.SQLITE.run(
                source,
                "CREATE TABLE version (id INTEGER PRIMARY KEY, before REFERENCES version)",
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
                        + " INSERT INTO version SELECT i, CASE WHEN i < 20000 THEN i + 1 END FROM n");

        assertThat(dump(Engine.SQLITE, source, "version=id = 10000").rows()).isEqualTo(20_000);
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DoppelException.class,
                        error -> assertThat(error.code()).as(error.getMessage()).isEqualTo(code));
    }

    private String shop(Engine engine) {
        String url = fresh(engine, "source");
        // the key that closes the cycle of employee and department
        String closing = "ALTER TABLE employee ADD FOREIGN KEY (department) REFERENCES department (id)";
        List<String> statements = new ArrayList<>();
        for (String statement : SHOP) {
            statements.add(statement.startsWith("CREATE TABLE department") ? String.format(statement, "") : statement);
        }
        if (engine == Engine.SQLITE) {
            statements.replaceAll(statement -> statement.startsWith("CREATE TABLE employee")
                    ? statement.replace("department int,", "department int REFERENCES department (id),")
                    : statement);
        } else {
            statements.add(closing);
        }
        engine.run(url, statements.toArray(String[]::new));
        return url;
    }

    private String fresh(Engine engine, String name) {
        String url = engine.fresh(folder, name);
        cleanings.add(() -> engine.drop(url));
        return url;
    }

    private DumpReport dump(Engine engine, String url, String... where) {
        return dump(engine, url, DumpOptions.defaults().where(List.of(where)));
    }

    private DumpReport dump(Engine engine, String url, DumpOptions options) {
        Dialect dialect = Dialects.forUrl(engine.doppel(url));
        try (Source source = dialect.openSource(engine.doppel(url))) {
            return new Dumper(dialect, source, options, Progress.NONE).dump(folder.resolve("fixture"));
        }
    }

    private String restore(Engine engine) {
        String target = fresh(engine, "restored");
        RestoreReport report = new Restorer(RestoreOptions.into(engine.doppel(target)), Progress.NONE)
                .restore(folder.resolve("fixture"));
        assertThat(report.reasons()).isEmpty();
        assertThat(report.published()).isTrue();
        return target;
    }

    private static List<String> query(String url, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                found.add(String.join("|", row));
            }
        }
        return found;
    }
}
