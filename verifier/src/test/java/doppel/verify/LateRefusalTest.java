package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Progress;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.Dumper;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.report.RestoreReport;
import doppel.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that break a key which waits for all rows are named one by one, as if it had been there from the first. */
final class LateRefusalTest {

    private static final String SCRIPT = """
            CREATE TABLE author (id integer PRIMARY KEY, name text UNIQUE);
            CREATE TABLE book (id integer PRIMARY KEY, author integer REFERENCES author, title text);
            INSERT INTO author VALUES (1, 'Ada'), (2, 'Bo'), (3, 'Cy'), (4, 'Di');
            INSERT INTO book VALUES (1, 1, 'A'), (2, 2, 'B'), (3, 3, 'C');
            """;

    @TempDir
    private Path folder;

    private Path dump() throws SQLException {
        String source = TestServer.POSTGRESQL.freshDatabase();
        PostgresqlRoundTrip.execute(source, SCRIPT);
        Dialect dialect = Dialects.forUrl(source);
        try (Source opened = dialect.openSource(source)) {
            new Dumper(dialect, opened, DumpOptions.defaults(), Progress.NONE).dump(folder.resolve("a"));
        }
        return folder.resolve("a");
    }

    private static RestoreReport restore(Path fixture, String target, long tolerated) {
        RestoreOptions options = RestoreOptions.into(target).tolerate(tolerated).edited();
        return new Restorer(options, Progress.NONE).restore(fixture);
    }

    private static void edit(Path file, String before, String after) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
    }

    @Test
    void namesEachRowThatBreaksAKey() throws Exception {
        Path fixture = dump();
        edit(fixture.resolve("AuthorRows.java"), "2, \"Bo\"", "1, \"Bo\"");
        edit(fixture.resolve("AuthorRows.java"), "4, \"Di\"", "4, \"Cy\"");
        edit(fixture.resolve("BookRows.java"), "3, 3L, \"C\"", "3, 7L, \"C\"");
        String target = TestServer.POSTGRESQL.freshDatabase();

        RestoreReport report = restore(fixture, target, 0);

        assertThat(report.published()).isFalse();
        assertThat(report.reasons())
                .containsExactly(
                        "AuthorRows.java:8: author: duplicate key value violates unique constraint \"author_pkey\":"
                                + " Key (id)=(1) already exists",
                        "AuthorRows.java:10: author: duplicate key value violates unique constraint "
                                + "\"author_name_key\":"
                                + " Key (name)=(Cy) already exists",
                        "BookRows.java:8: nothing is there that it refers to: book (author) to author (id) = [2]",
                        "BookRows.java:9: nothing is there that it refers to: book (author) to author (id) = [7]");
    }

    @Test
    void codeThatLooksForRowsSeesTheKeysAtWork() throws Exception {
        Path fixture = dump();
        edit(fixture.resolve("AuthorRows.java"), "2, \"Bo\"", "1, \"Bo\"");
        edit(fixture.resolve("Restore.java"), "  void book(", """
                  @Override public void beforeSave(Row row) {
                    if (row.table().equals("book") && find("author", "id", row.get("author")).isEmpty()) {
                      row.set("author", 1L);
                    }
                  }

                  void book(""");
        String target = TestServer.POSTGRESQL.freshDatabase();

        RestoreReport report = restore(fixture, target, 1);

        assertThat(report.published()).isTrue();
        assertThat(report.reasons())
                .singleElement()
                .asString()
                .startsWith("AuthorRows.java:8: author: duplicate key value violates unique constraint");
    }
}
