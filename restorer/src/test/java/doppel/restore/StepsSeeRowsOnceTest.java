package doppel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code of a step sees each row once, however often the row is tried again. */
class StepsSeeRowsOnceTest {

    @TempDir
    private Path home;

    /** Staff, whose rows come before those of their offices. */
    private RestoredFixture staff() throws IOException {
        return RestoredFixture.in(home)
                .table("CREATE TABLE a (id INTEGER PRIMARY KEY, boss INTEGER REFERENCES a (id), k TEXT, b_name TEXT)")
                .table("CREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT UNIQUE)")
                .described("Table.named(\"a\").column(\"id\", \"INTEGER\").column(\"boss\", \"INTEGER\")"
                        + ".column(\"k\", \"TEXT\").column(\"b_name\", \"TEXT\").primaryKey(\"id\")"
                        + ".foreignKey(\"boss\").references(\"a\", \"id\").build(),"
                        + " Table.named(\"b\").column(\"id\", \"INTEGER\").column(\"name\", \"TEXT\")"
                        + ".primaryKey(\"id\").build()")
                .members("  void a(long id, Long boss, String k, String b) {"
                        + " save(row(\"a\").set(\"id\", id).set(\"boss\", boss).set(\"k\", k).set(\"b_name\", b)); }\n"
                        + "  void b(long id, String name) {"
                        + " save(row(\"b\").set(\"id\", id).set(\"name\", name)); }")
                .rows("ARows", "into.a(1, 3L, \"k1\", \"x\");", "into.a(2, null, \"k1\", \"x\");", """
                        into.a(3, 2L, "k2", "y");""")
                .rows("BRows", "into.b(1, \"x\");", "into.b(2, \"y\");");
    }

    private static final String NEW = """
            CREATE TABLE a (id INTEGER PRIMARY KEY, boss INTEGER, k TEXT, b_id INTEGER REFERENCES b (id));
            CREATE TABLE b (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
            CREATE TABLE log (a_id INTEGER, text TEXT);
            """;

    @Test
    void keepsRowsThatCodeHasSeenAndThatWaitForOthers() throws IOException, SQLException {
        RestoredFixture fixture = staff().intoSchema(NEW).steps("""
                java.util.Set<Object> seen = new java.util.HashSet<>();
                steps.step("1.4.0", "2", "one row for each k", up -> up.table("a")
                    .skip(row -> !seen.add(row.get("k")))
                    .lookUp("b_id", Lookup.in("b", "id").by("b_name", "name"))
                    .drop("b_name"));
                """).seal();

        RestoreReport report = fixture.restore();

        assertThat(RestoredFixture.account(report, "a")).containsExactly(3L, 2L, 1L, 0L);
        assertThat(fixture.query("SELECT * FROM a")).containsExactly("1|3|k1|1", "3|2|k2|2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"each", "also"})
    void savesOnceWhatCodeSavesWithARowThatWaits(String word) throws IOException, SQLException {
        String code = word.equals("each")
                ? ".each((row, context) -> context.save(context.row(\"log\").set(\"a_id\", row.get(\"id\"))"
                        + ".set(\"text\", \"seen \" + ++calls[0])))"
                : ".also(\"log\", (row, log) -> log.set(\"a_id\", row.get(\"id\"))"
                        + ".set(\"text\", \"seen \" + ++calls[0]))";
        RestoredFixture fixture =
                staff().intoSchema(NEW).steps("""
                int[] calls = {0};
                steps.step("1.4.0", "2", "a log", up -> up.table("a")
                """ + code + """
                    .lookUp("b_id", Lookup.in("b", "id").by("b_name", "name"))
                    .drop("b_name"));
                """).seal();

        fixture.restore();

        assertThat(fixture.query("SELECT * FROM log ORDER BY a_id"))
                .containsExactly("1|seen 1", "2|seen 2", "3|seen 3");
        assertThat(fixture.query("SELECT id, b_id FROM a")).containsExactly("1|1", "2|1", "3|2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void doesNotAskAgainForRowsThatTheDatabaseRefusesFirst(boolean compiled) throws IOException, SQLException {
        RestoredFixture fixture = staff().intoSchema(NEW.replace("boss INTEGER", "boss INTEGER REFERENCES a (id)"))
                .steps("""
                        int[] calls = {0};
                        steps.step("1.4.0", "2", "numbers", up -> up.table("a")
                            .change("k", k -> k + "-" + ++calls[0])
                            .drop("b_name"));
                        """)
                .seal();

        fixture.options().compiled(compiled).referencesAtOnce(true).restore();

        assertThat(fixture.query("SELECT id, boss, k FROM a")).containsExactly("1|3|k1-1", "2|null|k1-2", "3|2|k2-3");
    }

    @Test
    void asksCodeThatThrewAgainWithTheRowAsItWas() throws IOException, SQLException {
        RestoredFixture fixture = staff().intoSchema(NEW).steps("""
                int[] calls = {0};
                java.util.Set<Object> known = new java.util.HashSet<>();
                steps.step("1.4.0", "2", "bosses first", up -> up.table("a")
                    .change("k", k -> k + "-" + ++calls[0])
                    .each((row, context) -> {
                      row.set("k", row.get("k") + "!").remove("b_name");
                      context.save(context.row("log").set("a_id", row.get("id")));
                      if (row.get("boss") != null && !known.contains(row.get("boss"))) {
                        throw new IllegalStateException("its boss comes later");
                      }
                      known.add(row.get("id"));
                    }));
                """).seal();

        fixture.restore();

        assertThat(fixture.query("SELECT id, k FROM a")).containsExactly("1|k1-1!", "2|k1-2!", "3|k2-3!");
        assertThat(fixture.query("SELECT a_id FROM log ORDER BY a_id")).containsExactly("1", "2", "3");
    }

    @Test
    void runsHooksBehindTheStepsAgainButSavesTheirRowsOnce() throws IOException, SQLException {
        RestoredFixture fixture =
                staff().members("""
                  @Override public void beforeSave(Row row) {
                    if (row.table().equals("a")) {
                      save(row("log").set("a_id", row.get("id")).set("text", "of the hook"));
                      find("b", "name", row.get("k")).orElseThrow();
                    }
                  }
                """).intoSchema(NEW).steps("""
                        int[] calls = {0};
                        steps.step("1.4.0", "2", "k is a name", up -> {
                          up.table("a").change("k", k -> k.equals("k1") ? "x" : "y")
                              .each((row, context) -> row.set("boss", ++calls[0])).drop("b_name");
                          up.create("log");
                        });
                        """).seal();

        RestoreReport report = fixture.restore();

        assertThat(report.unsavedRows()).isZero();
        assertThat(fixture.query("SELECT id, boss, k FROM a")).containsExactly("1|1|x", "2|2|x", "3|3|y");
        assertThat(fixture.query("SELECT a_id, text FROM log ORDER BY a_id"))
                .containsExactly("1|of the hook", "2|of the hook", "3|of the hook");
    }
}
