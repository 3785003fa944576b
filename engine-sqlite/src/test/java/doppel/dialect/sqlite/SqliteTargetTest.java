package doppel.dialect.sqlite;

import static doppel.dialect.sqlite.Database.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.dialect.DanglingReference;
import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.dialect.TargetState;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.literal.LargeValue;
import doppel.literal.RawText;
import doppel.schema.Identity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteTargetTest {

    @TempDir
    Path directory;

    private Database database;

    @BeforeEach
    void nameTheFile() {
        database = new Database(directory.resolve("new.db"));
    }

    @Test
    void refusesValuesThatAreLongerThanSqlitesOwnLimit() throws Exception {
        LargeValue value = new LargeValue(Path.of("missing"), 1_000_000_001, LargeValue.Kind.BYTES);
        try (Target target = database.target("CREATE TABLE t (x BLOB);")) {
            Row row = new Row(Shape.empty("t")).set("x", value);
            assertThatThrownBy(() -> target.check(row))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("t.x: the value is too long: 1,000,000,001 bytes; SQLite holds at most 1,000,000,000");
            assertThatThrownBy(() -> target.insert(List.of(row))).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void insertsFindsUpdatesAndPublishes() throws Exception {
        try (Target target =
                database.target("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, note DEFAULT 'none');")) {
            target.insert(List.of(
                    row("t", "id", 1, "name", "one"),
                    row("t", "name", "two", "id", 2),
                    row("t", "id", 3, "note", null)));
            Row found = target.find("t", new String[] {"name"}, new Object[] {"two"})
                    .orElseThrow();
            assertThat(found.columns()).containsExactly("id", "name", "note");
            assertThat(found.get("id")).isEqualTo(2L);
            assertThat(found.get("note")).isEqualTo("none");
            target.insert(List.of(row("t", "id", 4, "name", "four")));
            assertThat(target.find("t", new String[] {"name"}, new Object[] {"four"}))
                    .isPresent();
            assertThat(target.find("t", new String[] {"id"}, new Object[] {4L})).isPresent();
            assertThat(target.find("t", new String[] {"name"}, new Object[] {"five"}))
                    .isEmpty();
            assertThat(target.find("t", new String[] {"note"}, new Object[] {null}))
                    .isPresent();
            target.update(row("t", "id", 4), row("t", "name", "vier", "note", 4.5));
            assertThat(target.find("t", new String[] {"name"}, new Object[] {"vier"}))
                    .isPresent();
            target.finishRows();
            assertThat(target.verify()).isEmpty();
            assertThat(database.path()).doesNotExist();
            target.publish();
        }
        assertThat(database.query("SELECT * FROM t"))
                .containsExactly("1|one|none", "2|two|none", "3|null|null", "4|vier|4.5");
        assertThat(database.master()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id INTEGER PRIMARY KEY, x",
                "id INTEGER PRIMARY KEY ON CONFLICT IGNORE, x",
                "id INTEGER PRIMARY KEY ON CONFLICT REPLACE, x",
                "id INTEGER PRIMARY KEY ON CONFLICT ROLLBACK, x",
                "id INTEGER PRIMARY KEY ON CONFLICT FAIL, x",
                "id UNIQUE ON CONFLICT IGNORE, x",
                "id UNIQUE ON CONFLICT REPLACE, x"
            })
    void refusesADuplicateWhateverTheSchemaWouldDoAboutIt(String columns) throws Exception {
        try (Target target = database.target("CREATE TABLE t (" + columns + ");")) {
            target.insert(List.of(row("t", "id", 1, "x", "first")));
            target.savepoint();
            assertThatThrownBy(() -> target.insert(List.of(row("t", "id", 2), row("t", "id", 1, "x", "again"))))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("t.id");
            target.rollbackToSavepoint();
            assertThat(target.find("t", new String[] {"id"}, new Object[] {2L})).isEmpty();
            target.savepoint();
            target.insert(List.of(row("t", "id", 2, "x", "second")));
            target.releaseSavepoint();
            assertThatThrownBy(() -> target.update(row("t", "id", 2), row("t", "id", 1)))
                    .isInstanceOf(RefusedException.class);
            target.finishRows();
            target.publish();
        }
        assertThat(database.query("SELECT * FROM t")).containsExactly("1|first", "2|second");
    }

    @Test
    void refusesWhatAColumnForbidsAndWhatCannotBeStoredExactly() throws Exception {
        try (Target target = database.target("CREATE TABLE t (id INTEGER PRIMARY KEY, a NOT NULL DEFAULT 1,"
                + " b CHECK (b < 5)); CREATE TABLE s (a INT) STRICT;")) {
            List<Row> refused = List.of(
                    row("t", "a", null),
                    row("t", "b", 7),
                    row("t", "id", "text"),
                    row("s", "a", "text"),
                    row("t", "a", Double.NaN),
                    row("t", "a", "\ud800"),
                    row("t", "a", new java.math.BigDecimal("1.10")));
            for (Row bad : refused) {
                target.savepoint();
                assertThatThrownBy(() -> target.insert(List.of(row("t", "a", 1), bad)))
                        .as(bad.toString())
                        .isInstanceOf(RefusedException.class);
                target.rollbackToSavepoint();
            }
            target.insert(List.of(row("t"), row("t", "a", new RawText(new byte[] {-1})), row("t", "id", 9)));
            assertThat(target.find("t", new String[] {"a"}, new Object[] {new RawText(new byte[] {-1})}))
                    .isPresent();
            target.finishRows();
            target.publish();
        }
        assertThat(database.query("SELECT id, hex(a) FROM t")).containsExactly("1|31", "2|FF", "9|31");
    }

    @Test
    void savepointsNest() throws Exception {
        try (Target target = database.target("CREATE TABLE t (x);")) {
            target.savepoint();
            target.insert(List.of(row("t", "x", 1)));
            target.savepoint();
            target.insert(List.of(row("t", "x", 2)));
            target.rollbackToSavepoint();
            target.insert(List.of(row("t", "x", 3)));
            target.releaseSavepoint();
            target.savepoint();
            target.insert(List.of(row("t", "x", 4)));
            target.rollbackToSavepoint();
            target.finishRows();
            target.publish();
        }
        assertThat(database.query("SELECT x FROM t")).containsExactly("1", "3");
    }

    @Test
    void looksRowsUpAfterARollbackTookTheIndexOfALookUpAway() throws Exception {
        try (Target target = database.target("CREATE TABLE t (x, y);")) {
            target.savepoint();
            assertThat(target.find("t", new String[] {"x"}, new Object[] {1L})).isEmpty();
            target.rollbackToSavepoint();
            target.insert(List.of(row("t", "x", 1)));
            assertThat(target.find("t", new String[] {"x"}, new Object[] {1L})).isPresent();
            target.savepoint();
            assertThat(target.find("t", new String[] {"y"}, new Object[] {1L})).isEmpty();
            target.rollbackToSavepoint();
            target.finishRows();
            target.publish();
        }
        assertThat(database.master()).hasSize(1);
    }

    @Test
    void looksRowsUpByTheirNumberToo() throws Exception {
        try (Target target = database.target("CREATE TABLE t (x);")) {
            target.insert(List.of(row("t", "rowid", 5, "x", "five"), row("t", "rowid", 6, "x", "six")));
            assertThat(target.find("t", new String[] {"rowid"}, new Object[] {6L}))
                    .hasValueSatisfying(row -> assertThat(row.get("x")).isEqualTo("six"));
            target.finishRows();
            target.publish();
        }
        assertThat(database.master()).hasSize(1);
    }

    @Test
    void aLookUpThatNamesNothingIsAnErrorAndNotAnAnswer() {
        try (Target target = database.target("CREATE TABLE t (x);")) {
            assertUnknown(() -> target.find("t", new String[] {"nmae"}, new Object[] {1L}), "t.nmae");
            assertUnknown(() -> target.find("u", new String[] {"x"}, new Object[] {1L}), "u");
        }
    }

    private static void assertUnknown(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String name) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DoppelException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_COLUMN))
                .hasMessageContaining(name);
    }

    @Test
    void triggersDoNotFireAndEverythingStandsInItsOrderAfterwards() throws Exception {
        String script = """
                CREATE TABLE t (x);
                CREATE TRIGGER a AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.x); END;
                CREATE INDEX i ON t (x);
                CREATE TABLE log (x);
                CREATE UNIQUE INDEX u ON log (x);
                CREATE VIEW v AS SELECT * FROM t;
                CREATE INDEX j ON log (x);
                """;
        try (Target target = database.target(script)) {
            target.insert(List.of(row("t", "x", 1), row("t", "x", 1)));
            assertThat(target.find("t", new String[] {"x"}, new Object[] {1L})).isPresent();
            target.finishRows();
            target.publish();
        }
        assertThat(database.query("SELECT count(*) FROM log")).containsExactly("0");
        assertThat(database.query("SELECT name FROM sqlite_master ORDER BY rowid"))
                .containsExactly("t", "a", "i", "log", "u", "v", "j");
        database.run("INSERT INTO t VALUES (2)");
        assertThat(database.query("SELECT x FROM log")).containsExactly("2");
        assertThat(database.query("PRAGMA integrity_check")).containsExactly("ok");
    }

    @Test
    void namesReferencesThatLeadNowhereAndTakesTheirRowsOut() throws Exception {
        try (Target target = database.target("CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT UNIQUE);"
                + "CREATE TABLE c (a REFERENCES p, code REFERENCES p (code), n REFERENCES nowhere (x));")) {
            target.insert(List.of(
                    row("p", "id", 1, "code", "01"),
                    row("c", "a", 1, "code", "01"),
                    row("c", "a", 7),
                    row("c", "a", 7),
                    row("c", "a", null),
                    row("c", "code", 1),
                    row("c", "n", "x")));
            List<DanglingReference> dangling = dangling(target);
            assertThat(dangling)
                    .extracting(DanglingReference::describe)
                    .containsExactlyInAnyOrder(
                            "c (a) to p (id) = [7]", "c (code) to p (code) = [1]", "c (n) to nowhere (x) = [x]");
            assertThat(dangling).extracting(DanglingReference::rows).containsExactlyInAnyOrder(2L, 1L, 1L);
            dangling.forEach(target::delete);
            assertThat(dangling(target)).isEmpty();
            assertThat(target.find("c", new String[] {"a"}, new Object[] {1L})).isPresent();
            assertThat(target.find("c", new String[] {"a"}, new Object[] {7L})).isEmpty();
        }
    }

    @Test
    void aKeyThatSqliteItselfCannotCheckIsCheckedAllTheSame() throws Exception {
        try (Target target = database.target("CREATE TABLE p (a, b); CREATE TABLE c (x REFERENCES p (a));")) {
            target.insert(List.of(row("p", "a", 1), row("c", "x", 1), row("c", "x", 2)));
            assertThat(dangling(target))
                    .extracting(DanglingReference::describe)
                    .containsExactly("c (x) to p (a) = [2]");
        }
    }

    @Test
    void faultsOfAReproducedDatabaseAreCarriedAndNamed() throws Exception {
        String script = "CREATE TABLE t (x CHECK (x < 5));";
        try (Target target = Database.SQLITE.openTarget(new TargetRequest(
                database.path().toString(), Optional.of(script), false, TargetRequest.Rows.UNTOUCHED))) {
            target.insert(List.of(row("t", "x", 7)));
            target.finishRows();
            assertThat(target.verify()).containsExactly("CHECK constraint failed in t");
            target.publish();
        }
        assertThat(database.query("SELECT x FROM t")).containsExactly("7");
    }

    @Test
    void numbersOfKeysGoOnWhereTheHigherOneStood() throws Exception {
        database.run("CREATE TABLE old (id INTEGER PRIMARY KEY AUTOINCREMENT)");
        try (Target target = database.targetAsItIs()) {
            target.insert(List.of(row("old", "id", 5)));
        }
        String script = "CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT); CREATE TABLE b (id INTEGER PRIMARY KEY"
                + " AUTOINCREMENT); CREATE TABLE c (id INTEGER PRIMARY KEY AUTOINCREMENT);";
        try (Target target = database.target(script)) {
            target.prepare("sqlite_sequence");
            target.insert(List.of(
                    row("a", "id", 5),
                    row("b", "id", 9),
                    row("sqlite_sequence", "rowid", 1, "name", "b", "seq", 7),
                    row("sqlite_sequence", "rowid", 2, "name", "a", "seq", 20),
                    row("sqlite_sequence", "rowid", 3, "name", "c", "seq", 30),
                    row("sqlite_sequence", "rowid", 4, "name", "gone", "seq", 40)));
            target.finishRows();
            target.publish();
        }
        assertThat(database.query("SELECT name, seq FROM sqlite_sequence ORDER BY name"))
                .containsExactly("a|20", "b|9", "c|30");
    }

    @Test
    void numbersContinueWhereNoRowOfSqliteSequenceSaysIt() throws RefusedException {
        String script = "CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT); CREATE TABLE b (id INTEGER PRIMARY KEY"
                + " AUTOINCREMENT); CREATE TABLE c (id INTEGER PRIMARY KEY); CREATE TABLE d (id INTEGER PRIMARY KEY "
                + "AUTOINCREMENT)";
        try (Target target = database.target(script)) {
            target.insert(List.of(row("a", "id", 5), row("c", "id", 5)));
            target.continueNumbering("a", new Identity("id", 20));
            target.continueNumbering("b", new Identity("id", 1));
            target.continueNumbering("c", new Identity("id", 20));
            target.continueNumbering("d", new Identity("id", 3));
            target.finishRows();
            target.publish();
        }
        assertThat(database.query("SELECT name, seq FROM sqlite_sequence ORDER BY name"))
                .containsExactly("a|19", "d|2");
    }

    @Test
    void inspectSaysWhatIsThere() {
        assertState(TargetState.Kind.ABSENT, null);
        database.run("PRAGMA user_version = 1");
        assertState(TargetState.Kind.EMPTY, null);
        database.run("CREATE VIEW v AS SELECT 1", "CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT)");
        assertState(TargetState.Kind.BLANK, null);
        database.run("CREATE VIRTUAL TABLE words USING fts5 (text)", "ANALYZE");
        assertState(TargetState.Kind.BLANK, null);
        database.run("INSERT INTO words VALUES ('some text')");
        assertState(TargetState.Kind.FILLED, "words");
        database.run("CREATE TABLE b (x)", "INSERT INTO b VALUES (NULL)");
        assertState(TargetState.Kind.FILLED, "b");
    }

    private void assertState(TargetState.Kind kind, String table) {
        TargetState state = Database.SQLITE.inspect(database.path().toString());
        assertThat(state.kind()).isEqualTo(kind);
        assertThat(state.filledTable()).isEqualTo(table);
    }

    private static List<DanglingReference> dangling(Target target) {
        List<DanglingReference> found = new ArrayList<>();
        target.danglingReferences(found::add);
        return found;
    }
}
