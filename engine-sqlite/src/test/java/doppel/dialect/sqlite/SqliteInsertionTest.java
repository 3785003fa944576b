package doppel.dialect.sqlite;

import static doppel.dialect.sqlite.Database.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.fixture.Row;
import doppel.literal.RawText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many rows at once. */
class SqliteInsertionTest {

    @TempDir
    Path directory;

    private Database database;

    @BeforeEach
    void nameTheFile() {
        database = new Database(directory.resolve("new.db"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 49, 50, 51, 100, 149, 1000})
    void asManyRowsAsThereAreComeInTheirOrder(int count) throws Exception {
        try (Target target = database.target("CREATE TABLE t (a, b); CREATE TABLE u (a);")) {
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                rows.add(row("t", "a", i, "b", i % 3 == 0 ? null : "text " + i));
                rows.add(row("u", "a", new byte[] {(byte) i}));
            }
            target.insert(rows);
            target.insert(List.of(row("t", "a", -1)));
            target.finishRows();
            target.publish();
        }
        assertThat(database.query("SELECT group_concat(a, ' ') FROM (SELECT a FROM t ORDER BY rowid)"))
                .containsExactly(IntStream.range(0, count)
                                .mapToObj(String::valueOf)
                                .collect(java.util.stream.Collectors.joining(" "))
                        + " -1");
        assertThat(database.query("SELECT count(*) FROM t WHERE b IS 'text ' || a"))
                .containsExactly(String.valueOf(count - (count + 2) / 3));
        assertThat(database.query("SELECT count(*) FROM u WHERE typeof(a) = 'blob'"))
                .containsExactly(String.valueOf(count));
    }

    @Test
    void aTableOfManyColumnsComesRowByRow() throws Exception {
        String columns =
                String.join(", ", IntStream.range(0, 700).mapToObj(i -> "c" + i).toList());
        try (Target target = database.target("CREATE TABLE t (" + columns + ");")) {
            List<Row> rows = new ArrayList<>();
            for (int r = 0; r < 3; r++) {
                Row row = row("t");
                for (int i = 0; i < 700; i++) {
                    row.set("c" + i, r * 1000 + i);
                }
                rows.add(row);
            }
            target.insert(rows);
            target.finishRows();
            target.publish();
        }
        assertThat(database.query("SELECT c0, c699 FROM t")).containsExactly("0|699", "1000|1699", "2000|2699");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNIQUE", "MISMATCH", "BYTES"})
    void aRefusedBatchLeavesNothingBehindAndTheNextOneComes(String fault) throws Exception {
        try (Target target =
                database.target("CREATE TABLE t (id INTEGER PRIMARY KEY, a NOT NULL CHECK (typeof(a) <> 'blob'));")) {
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                rows.add(row("t", "id", i, "a", "x"));
            }
            List<Row> refused = new ArrayList<>(rows);
            refused.set(
                    70,
                    switch (fault) {
                        case "UNIQUE" -> row("t", "id", 3, "a", "x");
                        case "MISMATCH" -> row("t", "id", "no number", "a", "x");
                        default -> row("t", "id", 70, "a", new byte[] {1});
                    });
            for (int attempt = 0; attempt < 2; attempt++) {
                target.savepoint();
                assertThatThrownBy(() -> target.insert(refused))
                        .isInstanceOf(RefusedException.class)
                        .message()
                        .doesNotContain("SQLITE_")
                        .containsIgnoringCase(fault.equals("BYTES") ? "CHECK" : fault);
                target.rollbackToSavepoint();
            }
            target.insert(rows.subList(0, 60));
            target.insert(List.of(row("t", "id", 60, "a", new RawText(new byte[] {(byte) 0xc3}))));
            target.finishRows();
            target.publish();
        }
        assertThat(database.query("SELECT count(*), max(id) FROM t")).containsExactly("61|60");
    }

    @Test
    void moreFaultsThanAreListedAreNamedOnceAndAreNoDamage() throws Exception {
        TargetRequest request = new TargetRequest(
                database.path().toString(),
                Optional.of("CREATE TABLE t (a CHECK (a > 0)); CREATE TABLE u (a NOT NULL);"),
                false,
                TargetRequest.Rows.UNTOUCHED);
        try (Target target = Database.SQLITE.openTarget(request)) {
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < 1_500; i++) {
                rows.add(row("t", "a", -i));
            }
            target.insert(rows);
            target.finishRows();
            assertThat(target.verify()).containsExactly("CHECK constraint failed in t");
        }
    }
}
