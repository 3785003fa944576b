package doppel.verify;

import static doppel.verify.ApplicationFiles.COLLATIONS;
import static doppel.verify.ApplicationFiles.assertNoDifference;
import static doppel.verify.ApplicationFiles.ownTables;
import static doppel.verify.ApplicationFiles.read;
import static doppel.verify.ApplicationFiles.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.FixtureException;
import doppel.Progress;
import doppel.dialect.CheckedAbility;
import doppel.dialect.Dialects;
import doppel.dump.DumpOptions;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.report.RestoreReport;
import doppel.restore.save.ColumnAdvice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Databases as applications write them: browsers, mail clients, phones, photo programs, each built from a script of its
 * own in {@code applications/}. All come back in SQLite to the last bit. Through PostgreSQL they come back, or are
 * refused by table and column.
 */
final class ApplicationFilesTest {

    /** What PostgreSQL cannot hold as it is; all others come back. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("anki-collection", "notes.sfld: the type bigint cannot hold this text exactly: Front"),
            Map.entry("calibre", "books.timestamp: the type timestamp without time zone cannot hold this text exactly"),
            Map.entry(
                    "clementine", "songs.rating: the type bigint cannot hold this floating-point number exactly: 0.8"),
            Map.entry(
                    "digikam",
                    "Albums.modificationDate: the type timestamp without time zone cannot hold this text exactly"),
            Map.entry("fossil", "config.mtime: the type date cannot hold this whole number exactly: 1700000000"),
            Map.entry(
                    "geopackage",
                    "gpkg_contents.last_change: the type timestamp without time zone cannot hold this text exactly"),
            Map.entry("jellyfin-library", "TypedBaseItems.guid: the type text cannot hold these bytes exactly"),
            Map.entry(
                    "lightroom-catalog",
                    "Adobe_images.fileHeight: a column without a type is text here, and this is none"),
            Map.entry("photos-library", "ZASSET.ZDATECREATED: the type timestamp without time zone cannot hold this"),
            Map.entry("plex-library", "accounts.auto_select_audio: the type boolean cannot hold this text exactly: t"),
            Map.entry("whatsapp-messages", "message.text_data: PostgreSQL's text cannot hold the character U+0000"));

    /** Those of which no type takes all values: texts with U+0000, and texts of digits beside numbers. */
    private static final Set<String> BEYOND_ALL_TYPES = Set.of("whatsapp-messages", "lightroom-catalog");

    @TempDir
    private Path folder;

    private final List<Runnable> cleanings = new ArrayList<>();

    @AfterEach
    void clean() {
        cleanings.forEach(Runnable::run);
    }

    @ParameterizedTest
    @MethodSource("doppel.verify.ApplicationFiles#names")
    void comesBackInSqliteToTheLastBit(String application) throws Exception {
        Path database = ApplicationFiles.create(folder, application);
        Path restored = folder.resolve("restored.db");

        Engine.SQLITE.dump("jdbc:sqlite:" + database, DumpOptions.defaults(), folder.resolve("fixture"));
        new Restorer(RestoreOptions.into(restored.toString()), Progress.NONE).restore(folder.resolve("fixture"));

        assertThat(definitions(restored)).isEqualTo(definitions(database));
        DatabaseEquality.assertSame(readable(database), readable(restored));
        assertNoDifference(database, Optional.empty());
        assertThat(Dialects.forId("sqlite").check(database.toString()))
                .extracting(CheckedAbility::verdict)
                .doesNotContain(CheckedAbility.Verdict.MISSING);
    }

    @ParameterizedTest
    @MethodSource("doppel.verify.ApplicationFiles#names")
    void comesBackFromPostgresqlOrIsRefusedByTableAndColumn(String application) throws Exception {
        Path database = ApplicationFiles.create(folder, application);
        String via = Engine.POSTGRESQL.fresh(folder, "via");
        cleanings.add(() -> Engine.POSTGRESQL.drop(via));

        String refused = REFUSED.get(application);
        if (refused == null) {
            assertNoDifference(database, Optional.of(via));
            assertThat(read(via, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"))
                    .containsExactlyInAnyOrderElementsOf(ownTables(database));
        } else {
            assertThatThrownBy(() -> assertNoDifference(database, Optional.of(via)))
                    .isInstanceOfSatisfying(
                            FixtureException.class,
                            e -> assertThat(e.nextStep()).contains("schema()", "beforeSave"))
                    .hasMessageContaining(refused);
        }
    }

    static Stream<String> refusedApplications() {
        return REFUSED.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("refusedApplications")
    void comesBackFromPostgresqlWithTheOptionsThatAreProposed(String application) throws Exception {
        Path database = ApplicationFiles.create(folder, application);
        Path fixture = folder.resolve("fixture");
        Engine.SQLITE.dump("jdbc:sqlite:" + database, DumpOptions.defaults(), fixture);
        String first = fresh("first");
        String via = fresh("via");

        List<ColumnAdvice> advice = new Restorer(RestoreOptions.into(first), Progress.NONE)
                .restore(fixture)
                .advice();

        List<String> options = advice.stream()
                .filter(column -> !column.options().isEmpty())
                .map(column -> column.options().get(0).replace("--column ", ""))
                .toList();
        if (BEYOND_ALL_TYPES.contains(application)) {
            assertThat(advice).anyMatch(column -> column.options().isEmpty());
        } else {
            assertThat(options).hasSameSizeAs(advice);
            assertNoDifference(database, Optional.of(via), options);
        }
    }

    private String fresh(String name) {
        String url = Engine.POSTGRESQL.fresh(folder, name);
        cleanings.add(() -> Engine.POSTGRESQL.drop(url));
        return url;
    }

    @Test
    void anIndexForSearchesStaysBehindWithItsShadowTables() throws Exception {
        String url = "jdbc:sqlite:" + ApplicationFiles.create(folder, "signal");
        String target = Engine.POSTGRESQL.fresh(folder, "target");
        cleanings.add(() -> Engine.POSTGRESQL.drop(target));

        Engine.SQLITE.dump(url, DumpOptions.defaults(), folder.resolve("fixture"));
        RestoreReport report =
                new Restorer(RestoreOptions.into(target), Progress.NONE).restore(folder.resolve("fixture"));

        assertThat(report.published()).isTrue();
        assertThat(report.leftOut()).contains("virtual table messages_fts").noneMatch(part -> part.contains("fts_"));
        assertThat(read(target, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"))
                .containsExactlyInAnyOrder("conversations", "items", "messages");
    }

    @Test
    void tablesThatOnlyBearTheNameOfAShadowTableGoToOtherEngines() throws Exception {
        Path database = folder.resolve("named.db");
        run(
                database,
                "CREATE TABLE posts_content (id INTEGER PRIMARY KEY, body TEXT);"
                        + "CREATE VIRTUAL TABLE posts USING fts5 (body, content='posts_content');"
                        + "CREATE VIRTUAL TABLE page USING fts3 (body); CREATE TABLE page_stat (hits INTEGER);"
                        + "CREATE VIRTUAL TABLE note USING fts5 (body);"
                        + "INSERT INTO posts_content VALUES (1, 'b'); INSERT INTO page_stat VALUES (7);"
                        + "INSERT INTO note VALUES ('c'), ('d'); INSERT INTO page VALUES ('e')");
        String target = Engine.POSTGRESQL.fresh(folder, "target");
        cleanings.add(() -> Engine.POSTGRESQL.drop(target));

        Engine.SQLITE.dump("jdbc:sqlite:" + database, DumpOptions.defaults(), folder.resolve("fixture"));
        RestoreReport report =
                new Restorer(RestoreOptions.into(target), Progress.NONE).restore(folder.resolve("fixture"));

        assertThat(read(target, "SELECT body FROM posts_content")).containsExactly("b");
        assertThat(read(target, "SELECT hits FROM page_stat")).containsExactly("7");
        assertThat(report.notices())
                .filteredOn(notice -> notice.startsWith("Left out"))
                .containsExactlyInAnyOrder(
                        "Left out: 2 rows of note_content, which only the fixture's own engine understands.",
                        "Left out: 1 row of page_content, which only the fixture's own engine understands.");
    }

    @Test
    void aColumnGetsTheTypeThatItsValuesNeed() throws Exception {
        String url = "jdbc:sqlite:" + ApplicationFiles.create(folder, "photos-library");
        String target = Engine.POSTGRESQL.fresh(folder, "target");
        cleanings.add(() -> Engine.POSTGRESQL.drop(target));
        Path fixture = folder.resolve("fixture");
        Engine.SQLITE.dump(url, DumpOptions.defaults(), fixture);

        Path program = fixture.resolve("Restore.java");
        String text = Files.readString(program);
        Files.writeString(program, text.replaceAll("(\"Z[A-Z]*DATE[A-Z]*\", )\"TIMESTAMP\"", "$1\"DOUBLE\""));
        RestoreReport report = new Restorer(RestoreOptions.into(target), Progress.NONE).restore(fixture);

        assertThat(report.problems()).isEmpty();
        assertThat(read(target, "SELECT \"ZDATECREATED\" FROM \"ZASSET\" ORDER BY \"Z_PK\""))
                .containsExactly("721692800.123456", "-63114076800");
    }

    @Test
    void aVirtualTableIsLeftOutByItsName() throws Exception {
        String url = "jdbc:sqlite:" + ApplicationFiles.create(folder, "whatsapp-messages");
        Path fixture = folder.resolve("fixture");

        Engine.SQLITE.dump(url, DumpOptions.defaults().excluding(List.of("message_ftsv2")), fixture);

        assertThat(Files.readString(fixture.resolve("schema.sql"))).doesNotContain("CREATE VIRTUAL TABLE");
        assertThat(fixture).isDirectoryContaining("glob:**Message*").isDirectoryNotContaining("glob:**Fts*");
    }

    /** A copy that anybody can read: its application has run REINDEX, and lent its collations and tokenizers. */
    private static Path readable(Path database) throws IOException, SQLException {
        Path copy = database.resolveSibling("readable-" + database.getFileName());
        Files.copy(database, copy, StandardCopyOption.REPLACE_EXISTING);
        run(copy, "REINDEX");
        StringBuilder changes = new StringBuilder("PRAGMA writable_schema = ON;");
        for (String collation : COLLATIONS) {
            changes.append(
                    "UPDATE sqlite_master SET sql = replace(sql, 'COLLATE " + collation + "', 'COLLATE NOCASE');");
        }
        for (String tokenizer : List.of(" mozporter", "=icu", "=unicode")) {
            String known = tokenizer.charAt(0) + "porter";
            changes.append("UPDATE sqlite_master SET sql = replace(sql, 'tokenize" + tokenizer + "', 'tokenize" + known
                    + "');");
        }
        run(copy, changes.toString());
        run(copy, "REINDEX");
        return copy;
    }

    private static List<String> definitions(Path database) throws SQLException {
        return read(
                "jdbc:sqlite:" + database,
                "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_master"
                        + " ORDER BY rowid");
    }
}
