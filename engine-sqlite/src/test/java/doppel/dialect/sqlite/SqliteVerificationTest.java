package doppel.dialect.sqlite;

import static doppel.dialect.sqlite.Database.row;
import static org.assertj.core.api.Assertions.assertThat;

import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.fixture.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases that are large enough to be checked on two connections. */
class SqliteVerificationTest {

    private static final String TABLES =
            "CREATE TABLE t (x CHECK (x < 5), b BLOB); CREATE INDEX i ON t (x); CREATE TABLE u (y); CREATE TRIGGER r"
                    + " AFTER INSERT ON t BEGIN INSERT INTO u VALUES (1); END;";

    @TempDir
    Path directory;

    private Database database;

    @BeforeEach
    void nameTheFile() {
        database = new Database(directory.resolve("new.db"));
    }

    private static List<Row> rows(long x) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            rows.add(row("t", "x", x, "b", new byte[1 << 20]));
        }
        return rows;
    }

    @Test
    void aLargeDatabaseIsCheckedAndPublished() throws Exception {
        try (Target target = database.target("PRAGMA journal_mode = WAL; " + TABLES)) {
            target.insert(rows(1));
            target.finishRows();
            assertThat(target.verify()).isEmpty();
            assertThat(database.path()).doesNotExist();
            target.publish();
        }
        assertThat(database.query("SELECT count(*), sum(length(b)) FROM t")).containsExactly("9|9437184");
        assertThat(database.query("PRAGMA integrity_check")).containsExactly("ok");
        assertThat(database.query("PRAGMA journal_mode")).containsExactly("wal");
    }

    @Test
    void aLargeDatabaseThatIsNotPublishedLeavesNoTrace() throws Exception {
        database.run("CREATE TABLE old (x)");
        try (Target target = database.target(TABLES)) {
            target.insert(rows(1));
            target.finishRows();
            assertThat(target.verify()).isEmpty();
        }
        assertThat(database.query("SELECT name FROM sqlite_master")).containsExactly("old");
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.contains("doppel-new")))
                    .isEmpty();
        }
    }

    @Test
    void faultsOfALargeReproducedDatabaseAreCarriedAndNamed() throws Exception {
        try (Target target = Database.SQLITE.openTarget(new TargetRequest(
                database.path().toString(), Optional.of(TABLES), false, TargetRequest.Rows.UNTOUCHED))) {
            target.insert(rows(7));
            target.finishRows();
            assertThat(target.verify()).containsExactly("CHECK constraint failed in t");
            target.publish();
        }
        assertThat(database.query("SELECT DISTINCT x FROM t")).containsExactly("7");
    }
}
