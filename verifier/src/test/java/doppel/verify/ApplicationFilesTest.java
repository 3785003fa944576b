package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.FixtureException;
import doppel.Progress;
import doppel.compare.UnifiedText;
import doppel.dialect.CheckedAbility;
import doppel.dialect.Dialects;
import doppel.dump.DumpOptions;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.report.RestoreReport;
import doppel.restore.save.ColumnAdvice;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.Collation;

/**
 * Databases as applications write them: browsers, mail clients, phones, photo programs, each built from a script of its
 * own in {@code applications/}. All come back in SQLite to the last bit. Through PostgreSQL they come back, or are
 * refused by table and column.
 */
final class ApplicationFilesTest {

    /** The collations that only applications have. */
    private static final List<String> COLLATIONS =
            List.of("LOCALIZED", "PHONEBOOK", "unicase", "naturalsort", "icu_root");

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

    static Stream<String> applications() throws IOException, URISyntaxException {
        URI scripts = Objects.requireNonNull(ApplicationFilesTest.class.getResource("/applications"))
                .toURI();
        try (Stream<Path> files = Files.list(Path.of(scripts))) {
            return files.map(file -> file.getFileName().toString().replace(".sql", "")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("applications")
    void comesBackInSqliteToTheLastBit(String application) throws Exception {
        Path database = create(application);
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
    @MethodSource("applications")
    void comesBackFromPostgresqlOrIsRefusedByTableAndColumn(String application) throws Exception {
        Path database = create(application);
        String via = Engine.POSTGRESQL.fresh(folder, "via");
        cleanings.add(() -> Engine.POSTGRESQL.drop(via));

        String refused = REFUSED.get(application);
        if (refused == null) {
            assertNoDifference(database, Optional.of(via));
            assertThat(names(via, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"))
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
        Path database = create(application);
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
        String url = "jdbc:sqlite:" + create("signal");
        String target = Engine.POSTGRESQL.fresh(folder, "target");
        cleanings.add(() -> Engine.POSTGRESQL.drop(target));

        Engine.SQLITE.dump(url, DumpOptions.defaults(), folder.resolve("fixture"));
        RestoreReport report =
                new Restorer(RestoreOptions.into(target), Progress.NONE).restore(folder.resolve("fixture"));

        assertThat(report.published()).isTrue();
        assertThat(report.leftOut()).contains("virtual table messages_fts").noneMatch(part -> part.contains("fts_"));
        assertThat(names(target, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"))
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

        assertThat(names(target, "SELECT body FROM posts_content")).containsExactly("b");
        assertThat(names(target, "SELECT hits FROM page_stat")).containsExactly("7");
        assertThat(report.notices())
                .filteredOn(notice -> notice.startsWith("Left out"))
                .containsExactlyInAnyOrder(
                        "Left out: 2 rows of note_content, which only the fixture's own engine understands.",
                        "Left out: 1 row of page_content, which only the fixture's own engine understands.");
    }

    @Test
    void aColumnGetsTheTypeThatItsValuesNeed() throws Exception {
        String url = "jdbc:sqlite:" + create("photos-library");
        String target = Engine.POSTGRESQL.fresh(folder, "target");
        cleanings.add(() -> Engine.POSTGRESQL.drop(target));
        Path fixture = folder.resolve("fixture");
        Engine.SQLITE.dump(url, DumpOptions.defaults(), fixture);

        Path program = fixture.resolve("Restore.java");
        String text = Files.readString(program);
        Files.writeString(program, text.replaceAll("(\"Z[A-Z]*DATE[A-Z]*\", )\"TIMESTAMP\"", "$1\"DOUBLE\""));
        RestoreReport report = new Restorer(RestoreOptions.into(target), Progress.NONE).restore(fixture);

        assertThat(report.problems()).isEmpty();
        assertThat(names(target, "SELECT \"ZDATECREATED\" FROM \"ZASSET\" ORDER BY \"Z_PK\""))
                .containsExactly("721692800.123456", "-63114076800");
    }

    @Test
    void aVirtualTableIsLeftOutByItsName() throws Exception {
        String url = "jdbc:sqlite:" + create("whatsapp-messages");
        Path fixture = folder.resolve("fixture");

        Engine.SQLITE.dump(url, DumpOptions.defaults().excluding(List.of("message_ftsv2")), fixture);

        assertThat(Files.readString(fixture.resolve("schema.sql"))).doesNotContain("CREATE VIRTUAL TABLE");
        assertThat(fixture).isDirectoryContaining("glob:**Message*").isDirectoryNotContaining("glob:**Fts*");
    }

    private static void assertNoDifference(Path database, Optional<String> via) {
        assertNoDifference(database, via, List.of());
    }

    private static void assertNoDifference(Path database, Optional<String> via, List<String> columns) {
        StringBuilder differences = new StringBuilder();
        DoubleDumpReport report = new DoubleDump(
                        database.toString(),
                        via,
                        Optional.empty(),
                        Optional.empty(),
                        Progress.NONE,
                        new UnifiedText(differences, false))
                .columns(columns)
                .run();
        assertThat(differences.toString()).isEmpty();
        assertThat(report.losses()).isEmpty();
    }

    private Path create(String application) throws IOException, SQLException {
        Path database = folder.resolve(application + ".db");
        try (var script = ApplicationFilesTest.class.getResourceAsStream("/applications/" + application + ".sql")) {
            run(database, new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        return database;
    }

    /** Runs statements as the application does, which has all these collations. */
    private static void run(Path database, String statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            for (String collation : COLLATIONS) {
                Collation.create(connection, collation, new Collation() {
                    @Override
                    protected int xCompare(String one, String two) {
                        return one.toLowerCase(Locale.ROOT).compareTo(two.toLowerCase(Locale.ROOT));
                    }
                });
            }
            statement.executeUpdate(statements);
        }
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

    /** The tables that the application itself has created. */
    private static List<String> ownTables(Path database) throws SQLException {
        return names(
                "jdbc:sqlite:" + database,
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
                        + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
    }

    private static List<String> names(String url, String query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static List<String> definitions(Path database) throws SQLException {
        return names(
                "jdbc:sqlite:" + database,
                "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_master"
                        + " ORDER BY rowid");
    }
}
