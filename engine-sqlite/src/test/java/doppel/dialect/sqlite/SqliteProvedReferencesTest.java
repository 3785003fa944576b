package doppel.dialect.sqlite;

import static doppel.dialect.sqlite.Database.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.dialect.DanglingReference;
import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** References that rows prove while they come in, and those that they do not. */
class SqliteProvedReferencesTest {

    private static final String TABLES =
            "CREATE TABLE p (id INTEGER PRIMARY KEY, x); CREATE TABLE c (a INT REFERENCES p, n NOT NULL DEFAULT 0);";

    @TempDir
    Path directory;

    private Database database;

    @BeforeEach
    void nameTheFile() {
        database = new Database(directory.resolve("new.db"));
    }

    private static List<String> dangling(Target target) {
        List<String> found = new ArrayList<>();
        target.danglingReferences((DanglingReference reference) -> found.add(reference.describe()));
        return found;
    }

    @Test
    void rowsThatStayProveReferences() throws Exception {
        try (Target target = database.target(TABLES)) {
            target.savepoint();
            target.insert(List.of(row("p", "id", 1L), row("c", "a", 1L)));
            target.releaseSavepoint();
            assertThat(dangling(target)).isEmpty();
            target.insert(List.of(row("c", "a", 2L)));
            assertThat(dangling(target)).containsExactly("c (a) to p (id) = [2]");
        }
    }

    @Test
    void rowsThatWereTakenBackProveNothing() throws Exception {
        try (Target target = database.target(TABLES)) {
            target.savepoint();
            target.insert(List.of(row("p", "id", 1L)));
            target.rollbackToSavepoint();
            target.insert(List.of(row("c", "a", 1L)));
            assertThat(dangling(target)).containsExactly("c (a) to p (id) = [1]");
        }
    }

    @Test
    void rowsBeforeARefusedOneAreLookedAt() throws Exception {
        try (Target target = database.target(TABLES)) {
            target.insert(List.of(row("p", "id", 1L)));
            assertThatThrownBy(() -> target.insert(List.of(row("c", "a", 9L), row("c", "a", 1L, "n", null))))
                    .isInstanceOf(RefusedException.class);
            assertThat(dangling(target)).containsExactly("c (a) to p (id) = [9]");
        }
    }

    @Test
    void rowsThatWereChangedOrDeletedAreLookedAt() throws Exception {
        try (Target target = database.target(TABLES)) {
            target.insert(List.of(row("p", "id", 1L), row("c", "a", 1L)));
            target.update(row("p", "id", 1L), row("p", "id", 2L));
            assertThat(dangling(target)).containsExactly("c (a) to p (id) = [1]");
        }
    }

    @Test
    void rowsThatWereThereAreLookedAt() throws Exception {
        database.run(TABLES.split(";")[0], TABLES.split(";")[1], "INSERT INTO c (a) VALUES (5)");
        try (Target target = database.targetAsItIs()) {
            target.insert(List.of(row("p", "id", 1L), row("c", "a", 1L)));
            assertThat(dangling(target)).containsExactly("c (a) to p (id) = [5]");
        }
    }

    @Test
    void equalValuesThatTheColumnsStoreAsDifferentOnesProveNothing() throws Exception {
        String script = "CREATE TABLE p (a UNIQUE); CREATE TABLE c (x INT REFERENCES p (a));"
                + "CREATE TABLE q (a ANY UNIQUE) STRICT; CREATE TABLE d (x ANY REFERENCES q (a));";
        try (Target target = database.target(script)) {
            target.insert(List.of(row("p", "a", "1"), row("c", "x", "1"), row("q", "a", "1"), row("d", "x", "1")));
            assertThat(dangling(target)).containsExactlyInAnyOrder("c (x) to p (a) = [1]", "d (x) to q (a) = [1]");
        }
    }

    @Test
    void tablesAndColumnsByAnotherNameAreLookedAt() throws Exception {
        try (Target target = database.target(TABLES)) {
            target.insert(List.of(row("p", "id", 1L), row("C", "A", 8L)));
            assertThat(dangling(target)).containsExactly("c (a) to p (id) = [8]");
        }
        try (Target target = database.target(TABLES)) {
            target.insert(List.of(row("p", "id", 1L), row("c", "A", 8L)));
            assertThat(dangling(target)).containsExactly("c (a) to p (id) = [8]");
        }
    }

    @Test
    void manyTablesAreFoundEmptyOrNot() throws Exception {
        List<String> statements = new ArrayList<>(List.of("CREATE TABLE p (id INTEGER PRIMARY KEY)"));
        for (int i = 0; i < 120; i++) {
            statements.add("CREATE TABLE c" + i + " (a INT REFERENCES p)");
        }
        statements.add("INSERT INTO c70 VALUES (7)");
        database.run(statements.toArray(String[]::new));
        try (Target target = database.targetAsItIs()) {
            target.insert(List.of(row("p", "id", 1L), row("c3", "a", 1L), row("c119", "a", 1L)));
            assertThat(dangling(target)).containsExactly("c70 (a) to p (id) = [7]");
        }
    }
}
