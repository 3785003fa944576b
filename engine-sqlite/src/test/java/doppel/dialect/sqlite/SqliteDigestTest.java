package doppel.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDigestTest {

    @TempDir
    Path directory;

    private int files;

    @Test
    void doesNotDependOnTheOrderOfRows() {
        assertThat(digest("(1, 'a'), (2, 'b'), (2, 'b'), (NULL, 'c')"))
                .isEqualTo(digest("(2, 'b'), (NULL, 'c'), (1, 'a'), (2, 'b')"));
    }

    @Test
    void tellsEveryTwoTablesApart() {
        List<String> contents = List.of(
                "(1, 2)",
                "(2, 1)",
                "(1.0, 2)",
                "('1', 2)",
                "(x'31', 2)",
                "(0.0, 2)",
                "(-0.0, 2)",
                "(0, 2)",
                "(NULL, 2)",
                "(2, NULL)",
                "('', 2)",
                "(x'', 2)",
                "('at', 'b')", // a t stands for text
                "('a', 'tb')",
                "('ab', 'c')",
                "('a', 'bc')",
                "('a' || char(0), 'c')",
                "('a', char(0) || 'c')",
                "('a', 'c')",
                "('a', 'c'), ('a', 'c')",
                "('a', 'c'), ('a', 'c'), ('a', 'c')",
                "(9007199254740993, 1)",
                "(9007199254740992, 1)",
                "(9007199254740992.0, 1)",
                "(CAST(x'c3' AS TEXT), 1)",
                "(char(65533), 1)");
        Set<Object> digests = new HashSet<>();
        for (String content : contents) {
            assertThat(digests.add(digest(content))).as(content).isTrue();
        }
    }

    @Test
    void definitionsCountWithTheirOrderAndTheSettings() {
        String t = "CREATE TABLE t (x)";
        String u = "CREATE TABLE u (x)";
        Set<Object> digests = new HashSet<>();
        assertThat(digests.add(definitions(t, u))).isTrue();
        assertThat(digests.add(definitions(t, u))).isFalse();
        assertThat(digests.add(definitions(u, t))).isTrue();
        assertThat(digests.add(definitions(t, "CREATE TABLE u (x )"))).isTrue();
        assertThat(digests.add(definitions(t, u, "PRAGMA user_version = 3"))).isTrue();
        assertThat(digests.add(definitions(t, u, "PRAGMA application_id = 3"))).isTrue();
        assertThat(digests.add(definitions(t, u, "PRAGMA journal_mode = WAL"))).isTrue();
        assertThat(digests.add(definitions("PRAGMA page_size = 1024", t, u))).isTrue();
        assertThat(digests.add(definitions("PRAGMA encoding = 'UTF-16'", t, u))).isTrue();
        assertThat(digests.add(definitions(t, u, "INSERT INTO t VALUES (1)"))).isFalse();
    }

    private Object digest(String rows) {
        return Database.create(
                        directory.resolve("d" + files++),
                        "CREATE TABLE t (rowid, _rowid_, oid AS (1))",
                        "INSERT INTO t VALUES " + rows)
                .digests()
                .get("t");
    }

    private Object definitions(String... statements) {
        return Database.create(directory.resolve("d" + files++), statements)
                .digests()
                .get("definitions");
    }
}
