package doppel.restore;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.ErrorCode;
import doppel.Sha256;
import doppel.restore.check.FixtureCheck;
import doppel.restore.check.Seal;
import doppel.restore.report.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {

    private static final String LARGE = "large".repeat(10);

    @TempDir
    private Path home;

    /** Ten items, of which the third and the eighth have a price that the schema forbids. */
    private RestoredFixture items() throws IOException {
        return base().rows(
                        "ItemRows",
                        10,
                        i -> "into.item(" + (i + 1) + ", " + (i == 2 ? "-3L" : i == 7 ? "-8L" : i + 1 + "L") + ", \"n"
                                + i + "\");")
                .seal();
    }

    private RestoredFixture base() throws IOException {
        return RestoredFixture.in(home)
                .table("CREATE TABLE Item (Id INTEGER, Price INTEGER CHECK (Price >= 0), Name TEXT)")
                .members("""
                          void item(Object id, Long price, String name) {
                            save(row("Item").set("Id", id).set("Price", price).set("Name", name));
                          }
                        """)
                .intoOtherSchema();
    }

    @Test
    void writesWhatCouldNotBeSavedAsAFixtureOfItsOwn() throws IOException {
        RestoredFixture fixture = items();

        RestoreReport report = fixture.restore();

        assertThat(report.published()).isFalse();
        assertThat(report.unsaved()).contains(fixture.unsaved());
        assertThat(fixture.database()).doesNotExist();
        assertThat(fixture.unsaved().resolve("ItemRows.java")).content().isEqualTo("""
                import static doppel.fixture.Literals.*;
                import doppel.fixture.*;

                /** Rows that could not be saved, each below its place and the reason. */
                final class ItemRows implements Rows<Restore> {
                  @Override public void load(Restore into) {
                    // ItemRows.java:9: CHECK constraint failed: Price >= 0
                    into.item(3, -3L, "n2");
                    // ItemRows.java:14: CHECK constraint failed: Price >= 0
                    into.item(8, -8L, "n7");
                  }
                }
                """);
        assertThat(RestoredFixture.javac(fixture.unsaved(), home)).isEmpty();
        assertThat(FixtureCheck.of(fixture.unsaved()).isUnchanged()).isTrue();
        assertThat(FixtureCheck.of(fixture.unsaved()).manifest().rows()).isEqualTo(2);
        assertThat(FixtureCheck.of(fixture.directory()).isUnchanged()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resumesWithTheCorrectedRows(boolean published) throws IOException, SQLException {
        RestoredFixture fixture = items();
        assertThat(fixture.options().tolerate(published ? 2 : 1).restore().published())
                .isEqualTo(published);
        fixture.edit("unsaved/ItemRows.java", "-3L", "33L").edit("unsaved/ItemRows.java", "-8L", "88L");

        RestoreReport report = fixture.options().resume().restore();

        assertThat(report.published()).isTrue();
        assertThat(report.unsavedRows()).isZero();
        assertThat(fixture.query("SELECT count(*), count(DISTINCT Id), sum(Price) FROM Item"))
                .containsExactly("10|10|" + (55 - 3 - 8 + 33 + 88));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void losesNothingWhereARowIsCorrectedInTheSecondAttemptOnly(boolean published) throws IOException, SQLException {
        RestoredFixture fixture = items();
        fixture.options().tolerate(published ? 2 : 0).restore();
        fixture.edit("unsaved/ItemRows.java", "-3L", "33L");
        RestoreReport second = fixture.options().resume().restore();
        assertThat(second.unsavedRows()).isEqualTo(1);
        assertThat(second.published()).isFalse();
        fixture.edit("unsaved/ItemRows.java", "-8L", "88L");

        RestoreReport third = fixture.options().resume().restore();

        assertThat(third.unsavedRows()).isZero();
        assertThat(fixture.query("SELECT count(*), count(DISTINCT Id), sum(Price) FROM Item"))
                .containsExactly("10|10|" + (55 - 3 - 8 + 33 + 88));
    }

    @Test
    void publishesAsManyAsAreToleratedAndResumesAgain() throws IOException, SQLException {
        RestoredFixture fixture = items();
        fixture.restore();
        fixture.edit("unsaved/ItemRows.java", "-3L", "33L");
        assertThat(fixture.options().resume().tolerate(1).restore().published()).isTrue();
        assertThat(fixture.count("Item")).isEqualTo(9);
        fixture.edit("unsaved/ItemRows.java", "-8L", "88L");

        assertThat(fixture.options().resume().restore().unsavedRows()).isZero();

        assertThat(fixture.query("SELECT count(*), count(DISTINCT Id) FROM Item"))
                .containsExactly("10|10");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resumesRowsOfFilesThatWereCompiled(boolean all) throws IOException, SQLException {
        RestoredFixture fixture = base().rowFile("ItemRows", 10, RestoredFixture.head("ItemRows") + """
                            for (int i = 1; i <= 10; i++) {
                              into.item(i, i % 4 == 3 ? -1L : (Long) (long) i, i == 3 ? null : "\\u0000" + i);
                            }
                            into.item(new java.math.BigDecimal("7.0000000000000000001"), null, null);
                          }
                        }
                        """)
                .rows("OtherRows", "into.item(11, -1L, null);")
                .seal();
        RestoreReport first = fixture.options().compiled(all).restore();
        assertThat(RestoredFixture.account(first, "Item")).containsExactly(12L, 8L, 0L, 4L);
        assertThat(fixture.unsaved().resolve("ItemRows.java"))
                .content()
                .contains("into.item(3, -1L, null);", "into.item(7, -1L, \"\\u00007\");");
        assertThat(RestoredFixture.javac(fixture.unsaved(), home)).isEmpty();
        fixture.edit("unsaved/ItemRows.java", "-1L", "0L")
                .edit("unsaved/OtherRows.java", "-1L", "0L")
                .edit("unsaved/ItemRows.java", "decimal(\"7.0000000000000000001\")", "12");

        assertThat(fixture.options().resume().restore().unsavedRows()).isZero();

        assertThat(fixture.query("SELECT count(*), count(DISTINCT Id), sum(Price) FROM Item"))
                .containsExactly("12|12|" + (55 - 3 - 7));
    }

    @Test
    void copiesLargeValuesAndOtherSources() throws IOException, SQLException {
        String name = Sha256.of(Files.writeString(home.resolve("large"), LARGE));
        RestoredFixture fixture = base().members(
                        "  void priced(Object id, String name) { item(id, Prices.of(id), name); }")
                .file("Prices.java", "final class Prices {\n  static Long of(Object id) { return -1L; }\n}\n")
                .file("lobs/" + name, LARGE)
                .rows("ItemRows", "into.priced(1, into.largeText(\"" + name + "\"));")
                .seal();
        fixture.restore();
        assertThat(fixture.unsaved().resolve("lobs").resolve(name)).hasContent(LARGE);
        assertThat(RestoredFixture.javac(fixture.unsaved(), home)).isEmpty();
        fixture.edit("unsaved/Prices.java", "-1L", "1L");

        assertThat(fixture.options().resume().restore().unsavedRows()).isZero();

        assertThat(fixture.query("SELECT Price, Name FROM Item")).containsExactly("1|" + LARGE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void savesRowsOfHooksOnce(boolean published) throws IOException, SQLException {
        RestoredFixture fixture = base().members("""
                          Long price;
                          @Override public void beforeLoad() { price = 5L; item(100, price, "before"); }
                          @Override public void afterLoad() { item(101, price, "after"); item(102, -1L, "never"); }
                          void priced(Object id, Long less) { item(id, price - less, "priced"); }
                        """)
                .rows("ItemRows", "into.priced(1, 9L);", "into.priced(2, 1L);")
                .seal();
        RestoreReport first = fixture.options().tolerate(published ? 2 : 0).restore();
        assertThat(first.unsavedRows()).isEqualTo(2);
        assertThat(first.reasons()).hasSize(2);
        assertThat(RestoredFixture.javac(fixture.unsaved(), home)).isEmpty();
        fixture.edit("unsaved/ItemRows.java", "9L", "2L");

        fixture.options().resume().tolerate(1).restore();

        assertThat(fixture.query("SELECT Id, Price, Name FROM Item ORDER BY Id"))
                .containsExactly("1|3|priced", "2|4|priced", "100|5|before", "101|5|after");
    }

    @Test
    void keepsUnsavedRowsThatWereEdited() throws IOException {
        RestoredFixture fixture = items();
        fixture.restore();
        fixture.edit("unsaved/ItemRows.java", "-3L", "33L");
        String edited = Files.readString(fixture.unsaved().resolve("ItemRows.java"));

        fixture.restore();
        fixture.restore();

        assertThat(fixture.directory().resolve("unsaved-1/ItemRows.java")).hasContent(edited);
        assertThat(fixture.directory().resolve("unsaved-2")).doesNotExist();
        assertThat(fixture.unsaved().resolve("ItemRows.java")).content().contains("-3L");
        assertThat(FixtureCheck.of(fixture.directory()).isUnchanged()).isTrue();
    }

    @Test
    void writesNothingInADryRun() throws IOException {
        RestoredFixture fixture = items();
        Map<String, String> before = RestoredFixture.filesOf(home);

        RestoreReport report = fixture.options().tolerate(2).dryRun().restore();

        assertThat(report.published()).isFalse();
        assertThat(report.unsavedRows()).isEqualTo(2);
        assertThat(report.reasons()).hasSize(2);
        assertThat(RestoredFixture.filesOf(home)).isEqualTo(before);
    }

    @Test
    void refusesToResumeWhereThereIsNothing() throws IOException {
        assertThat(items().options().resume().fail(ErrorCode.NOTHING_TO_RESUME)).hasMessageContaining("unsaved");
    }

    @Test
    void refusesToResumeWhereTheFixtureHasChanged() throws IOException {
        RestoredFixture fixture = items();
        fixture.restore();
        fixture.edit("ItemRows.java", "\"n0\"", "\"other\"");
        Seal.seal(fixture.directory());

        assertThat(fixture.options().resume().fail(ErrorCode.NOTHING_TO_RESUME))
                .hasMessageContaining("ItemRows.java")
                .hasMessageContaining("changed");
    }

    @Test
    void refusesToResumeIntoADatabaseWithoutTheOtherRows() throws IOException {
        RestoredFixture fixture = items();
        fixture.options().tolerate(2).restore();
        Files.delete(fixture.database());

        assertThat(fixture.options().resume().fail(ErrorCode.NOTHING_TO_RESUME))
                .hasMessageContaining("does not hold the rows");
    }

    @Test
    void resumesBesideReferencesToNothingThatWereThereBefore() throws IOException, SQLException {
        RestoredFixture fixture = RestoredFixture.in(home)
                .table("CREATE TABLE Node (Id INTEGER PRIMARY KEY, Parent INTEGER REFERENCES Node(Id), Name "
                        + "TEXT UNIQUE)")
                .members("""
                          void node(long id, Long parent, String name) {
                            save(row("Node").set("Id", id).set("Parent", parent).set("Name", name));
                          }
                        """)
                .rows("NodeRows", "into.node(1, 99L, \"a\");", "into.node(2, 1L, \"a\");")
                .seal();
        assertThat(fixture.options().tolerate(1).restore().faults()).hasSize(1);
        fixture.edit("unsaved/NodeRows.java", "\"a\"", "\"b\"");

        RestoreReport report = fixture.options().resume().restore();

        assertThat(report.unsavedRows()).isZero();
        assertThat(report.faults()).hasSize(1);
        assertThat(fixture.query("SELECT * FROM Node")).containsExactly("1|99|a", "2|1|b");
    }

    @Test
    void doesNotSaveRowsTwiceWhereTheyWereResumed() throws IOException, SQLException {
        RestoredFixture fixture = items();
        fixture.options().tolerate(2).restore();
        fixture.edit("unsaved/ItemRows.java", "-3L", "33L").edit("unsaved/ItemRows.java", "-8L", "88L");
        fixture.options().resume().restore();

        fixture.options().resume().fail(ErrorCode.NOTHING_TO_RESUME);

        assertThat(fixture.count("Item")).isEqualTo(10);
    }
}
