package doppel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.ErrorCode;
import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example of {@code docs/scrubbing.md} is compiled and run as it stands there, but for where the key comes from.
 */
class ScrubbingTest {

    private static final Path GUIDE = Path.of("../docs/scrubbing.md");

    @TempDir
    private Path home;

    private RestoredFixture members(String steps) throws IOException {
        return RestoredFixture.in(home)
                .table("CREATE TABLE members (id INTEGER PRIMARY KEY, name TEXT, email TEXT UNIQUE COLLATE NOCASE,"
                        + " card TEXT NOT NULL UNIQUE, born TEXT, salary INTEGER, note TEXT, photo BLOB)")
                .table("CREATE TABLE loans (id INTEGER PRIMARY KEY, member_card TEXT REFERENCES members (card))")
                .described("Table.named(\"members\").column(\"id\", \"INTEGER\").column(\"name\", \"TEXT\")"
                        + ".column(\"email\", \"TEXT\").column(\"card\", \"TEXT\").column(\"born\", \"TEXT\")"
                        + ".column(\"salary\", \"INTEGER\").column(\"note\", \"TEXT\").column(\"photo\", \"BLOB\")"
                        + ".primaryKey(\"id\").build(), Table.named(\"loans\").column(\"id\", \"INTEGER\")"
                        + ".column(\"member_card\", \"TEXT\").primaryKey(\"id\").build()")
                .members("""
                        void member(long id, String name, String email, String card, Object born, long salary, String \
                        note) {
                          save(row("members").set("id", id).set("name", name).set("email", email).set("card", card)
                              .set("born", born).set("salary", salary).set("note", note).set("photo", bytes("ffd8")));
                        }
                        void loan(long id, String card) { save(row("loans").set("id", id).set("member_card", card)); }
                        """)
                .rows(
                        "MemberRows",
                        2_000,
                        i -> "into.member(" + (i + 1) + ", \"Ishmael O'Hara-Day\", \"ishmael." + i
                                + "@example.org\", \"A-"
                                + String.format("%04d", i) + "\", " + (i == 7 ? "null" : "\"1819-08-01\"") + ", "
                                + (1_000 + i) + ", \"Call me Ishmael.\");")
                .rows("LoanRows", 2_000, i -> "into.loan(" + (i + 1) + ", \"A-" + String.format("%04d", i / 2) + "\");")
                .steps(steps)
                .seal();
    }

    private static String example(String key) throws IOException {
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(GUIDE));
        assertThat(block.find()).isTrue();
        assertThat(block.group(1)).contains("System.getenv(\"SCRUB_KEY\")");
        return block.group(1).replace("System.getenv(\"SCRUB_KEY\")", key);
    }

    @Test
    void replacesPersonalDataAsTheGuideSays() throws IOException, SQLException {
        RestoredFixture fixture = members(example("\"the key of a test\""));

        RestoreReport report = fixture.restore();

        assertThat(report.steps()).singleElement().asString().contains("personal data is replaced by fake data");
        assertThat(RestoredFixture.account(report, "members")).containsExactly(2_000L, 2_000L, 0L, 0L);
        assertThat(RestoredFixture.account(report, "loans")).containsExactly(2_000L, 2_000L, 0L, 0L);
        assertThat(fixture.query("SELECT count(*) FROM loans JOIN members ON card = member_card"))
                .containsExactly("2000");
        assertThat(fixture.query("SELECT count(*) FROM members WHERE name LIKE '%Ishmael%' OR name LIKE '%Hara%'"
                        + " OR email NOT LIKE '%.example.com' OR email LIKE 'ishmael%' OR born = '1819-08-01' OR "
                        + "note LIKE"
                        + " '%Ishmael%' OR photo IS NOT NULL"))
                .containsExactly("0");
        assertThat(fixture.query("SELECT id FROM members WHERE born IS NULL")).containsExactly("8");
        assertThat(fixture.query("SELECT count(DISTINCT name) || ' ' || count(DISTINCT lower(email)) || ' '"
                        + " || count(DISTINCT card) || ' ' || max(abs(salary / (id + 999.0) - 1) < 0.11) FROM members"))
                .containsExactly("1 2000 2000 1");
        assertThat(fixture.query("SELECT name, card, born, note FROM members WHERE id = 2"))
                .allSatisfy(row -> assertThat(List.of(row.split("\\|")))
                        .allSatisfy(fake -> assertThat(GUIDE).content().contains("`" + fake + "`")));
    }

    @Test
    void givesTheSameDatabaseAgain() throws IOException, SQLException {
        RestoredFixture fixture = members(example("\"the key of a test\""));
        fixture.restore();
        List<String> first = fixture.query("SELECT * FROM members");

        fixture.options().replace().restore();

        assertThat(fixture.query("SELECT * FROM members")).isEqualTo(first);
    }

    @Test
    void saysHowToGiveAKeyBeforeAnyRowMoves() throws IOException {
        RestoredFixture fixture = members(example("System.getenv(\"A_VARIABLE_THAT_NOBODY_SETS\")"));

        assertThat(fixture.options().fail(ErrorCode.STEP_THREW))
                .hasMessageStartingWith(
                        "The changes of the step at Migrations.java:6 cannot be read: Scrub.with() was given no key.")
                .hasMessageContaining("export SCRUB_KEY=");
    }

    @Test
    void keepsRefusedValuesOutOfMessages() throws IOException {
        RestoredFixture fixture = members("""
                steps.always("days", changes ->
                    changes.table("members").change("card", Scrub.with("the key of a test").day(365)));
                """);

        RestoreReport report = fixture.options().restore();

        assertThat(report.published()).isFalse();
        assertThat(report.reasons())
                .isNotEmpty()
                .allSatisfy(reason -> assertThat(reason)
                        .contains("change card", "Scrub.day() is for days")
                        .doesNotContain("A-0", "the key of a test"));
    }
}
