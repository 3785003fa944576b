package doppel.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doppel.UsageException;
import doppel.dialect.RowCursor;
import doppel.dialect.Source;
import doppel.fixture.Row;
import doppel.schema.Table;
import doppel.shell.change.ChangedRow;
import doppel.shell.work.Questions;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a transaction changes is named exactly, and can be put back: properties over random work. */
class WayBackTest {

    /** How many pieces of work, for each engine; {@code -Ddoppel.test.scripts} asks for more. */
    private static final int SCRIPTS = Integer.getInteger("doppel.test.scripts", 5);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void namesExactlyTheChangedRowsAndPutsThemBack(LiveDatabases engine) throws IOException {
        assumeTrue(engine.available());
        String url = engine.create(folder);
        try (Workbench bench = engine.open(url, folder, Questions.NOBODY, new StringWriter())) {
            fill(bench);
        }
        for (int seed = 0; seed < SCRIPTS; seed++) {
            Object before = engine.digests(url);
            Map<List<Object>, Integer> rowsBefore = rows(engine, url);
            StringWriter out = new StringWriter();
            Map<List<Object>, Integer> named;
            try (Workbench bench = engine.open(url, folder, Questions.NOBODY, out)) {
                work(bench, new Random(seed));
                named = named(bench.changes());
                bench.work().rollback();
            }
            assertThat(engine.digests(url)).as("after a rollback, seed " + seed).isEqualTo(before);

            List<String> said;
            try (Workbench bench = engine.open(url, folder, Questions.NOBODY, out)) {
                work(bench, new Random(seed));
                said = bench.commit();
            }
            Map<List<Object>, Integer> really = rows(engine, url);
            rowsBefore.forEach((row, count) -> really.merge(row, -count, Integer::sum));
            really.values().removeIf(count -> count == 0);
            assertThat(named).as("seed " + seed).isEqualTo(really);

            if (said.size() > 1) {
                Path kept = kept(said);
                try (Workbench bench = engine.open(url, folder, Questions.NOBODY, out)) {
                    bench.putBack(kept);
                    bench.work().commit();
                }
            }
            assertThat(engine.digests(url)).as("put back, seed " + seed).isEqualTo(before);
        }
        try (Stream<Path> kept = Files.list(folder.resolve("back"))) {
            assertThat(kept.count()).isGreaterThan(SCRIPTS / 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesToPutBackWhatOthersHaveChangedSince(LiveDatabases engine) {
        assumeTrue(engine.available());
        String url = engine.create(folder);
        LiveDatabases.run(url, "INSERT INTO member (id, name) VALUES (1, 'Ann')");
        List<String> said =
                commit(engine, url, bench -> bench.table("member").key(1).set("name", "Bob"));
        LiveDatabases.run(url, "UPDATE member SET name = 'Cid' WHERE id = 1");
        try (Workbench bench = engine.open(url, folder, Questions.NOBODY, new StringWriter())) {
            assertThatThrownBy(() -> bench.putBack(kept(said)))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("member {id: 1}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesToPutBackRowsWithoutAKeyThatOthersHaveChanged(LiveDatabases engine) {
        assumeTrue(engine.available());
        String url = engine.create(folder);
        LiveDatabases.run(url, "INSERT INTO loose VALUES (1, 'b'), (1, 'b')");
        List<String> said =
                commit(engine, url, bench -> bench.handle().execute("UPDATE loose SET b = 'x' WHERE a = 1"));
        LiveDatabases.run(url, "UPDATE loose SET b = 'theirs'");
        try (Workbench bench = engine.open(url, folder, Questions.NOBODY, new StringWriter())) {
            assertThatThrownBy(() -> bench.putBack(kept(said))).isInstanceOf(UsageException.class);
        }
    }

    /** Does something in a step of its own and commits it; gives what was said. */
    private List<String> commit(LiveDatabases engine, String url, Consumer<Workbench> work) {
        try (Workbench bench = engine.open(url, folder, Questions.NOBODY, new StringWriter())) {
            bench.work().beginStep();
            work.accept(bench);
            bench.work().endStep();
            return bench.commit();
        }
    }

    /** The folder of the way back that was said. */
    private static Path kept(List<String> said) {
        return Path.of(said.get(1).replaceFirst(".*doppel run '?(.*)/back.jsh'? --db.*", "$1"));
    }

    @ParameterizedTest
    @EnumSource
    void oneDeletedRowAmongManyIsOneChange(LiveDatabases engine) {
        assumeTrue(engine.available());
        String url = engine.create(folder);
        LiveDatabases.run(
                url,
                "INSERT INTO loose VALUES (1, 'a')",
                "INSERT INTO visit (id, member_id, note) SELECT 0, 0, '' FROM loose WHERE a = 2",
                "INSERT INTO member (id, name) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                        + " WHERE i < 900) SELECT i, 'm' FROM n");
        try (Workbench bench = engine.open(url, folder, Questions.NOBODY, new StringWriter())) {
            bench.work().beginStep();
            bench.table("member").key(1).delete();
            bench.work().endStep();
            assertThat(doppel.shell.change.RowComparison.of(
                            bench.database(), () -> engine.dialect(url).openSource(engine.forDoppel(url)), 10))
                    .hasSize(1);
        }
    }

    private static void fill(Workbench bench) {
        bench.work().beginStep();
        for (int i = 1; i <= 30; i++) {
            bench.table("member").insert("id", i, "name", "é 😁 日本 " + i, "chief", i > 20 ? i - 20 : null);
            bench.table("visit").insert("id", i, "member_id", 1 + i / 3, "note", "n" + i);
            bench.table("loose").insert("a", i / 4, "b", i % 7 == 0 ? null : "b");
        }
        bench.work().endStep();
        bench.work().commit();
    }

    /** Some work, by words and by plain SQL; each piece is a step, and some fail. */
    private static void work(Workbench bench, Random random) {
        int pieces = 1 + random.nextInt(6);
        for (int i = 0; i < pieces; i++) {
            int id = 1 + random.nextInt(30);
            int free = 100 + random.nextInt(1000);
            bench.work().beginStep();
            try {
                switch (random.nextInt(10)) {
                    case 0 -> bench.table("member").key(id).set("name", "x" + random.nextInt());
                    case 1 -> bench.table("member").where("id > ?", id).set("born", LocalDate.of(1970, 1, id % 28 + 1));
                    case 2 -> bench.table("visit").where("note = ?", "n" + id).delete();
                    case 3 ->
                        bench.table("member").key(id).andWhatRefersToThem().delete();
                    case 4 -> bench.handle().execute("DELETE FROM member WHERE id = " + id);
                    case 5 -> bench.handle().execute("UPDATE member SET fee = " + free + ".5 WHERE id < " + id);
                    case 6 -> bench.table("visit").insert("id", free, "member_id", id, "note", "new");
                    case 7 -> bench.table("loose").where("a = ?", id / 4).delete();
                    case 8 -> bench.handle().execute("INSERT INTO loose VALUES (" + free + ", 'z'), (1, 'b')");
                    default -> bench.table("visit").all().set("note", row -> row.number("id") + "!");
                }
                bench.work().endStep();
            } catch (RuntimeException e) {
                bench.work().failStep();
            }
        }
    }

    /** How many more rows with these values there are than before; negative if there are fewer. */
    private static Map<List<Object>, Integer> named(List<ChangedRow> changes) {
        Map<List<Object>, Integer> named = new HashMap<>();
        for (ChangedRow change : changes) {
            change.before().ifPresent(row -> named.merge(values(row), -1, Integer::sum));
            change.after().ifPresent(row -> named.merge(values(row), 1, Integer::sum));
        }
        named.values().removeIf(count -> count == 0);
        return named;
    }

    private static List<Object> values(Row row) {
        List<Object> values = new ArrayList<>();
        row.columns().forEach(column -> values.add(row.get(column)));
        return values(row.table(), values.toArray());
    }

    /** Two runs of the same work get other numbers from the engine, which are left out. */
    private static List<Object> values(String table, Object[] row) {
        List<Object> values = new ArrayList<>(List.of(table));
        values.addAll(Arrays.asList(row));
        return table.equals("audit") ? List.of(table, row[1]) : values;
    }

    private static Map<List<Object>, Integer> rows(LiveDatabases engine, String url) {
        Map<List<Object>, Integer> rows = new HashMap<>();
        try (Source source = engine.dialect(url).openSource(engine.forDoppel(url))) {
            for (Table table : source.schema().tables()) {
                Object[] values = new Object[table.insertableColumns().size()];
                try (RowCursor cursor = source.rows(table)) {
                    while (cursor.next(values)) {
                        rows.merge(values(table.name(), values), 1, Integer::sum);
                    }
                }
            }
        }
        return rows;
    }
}
