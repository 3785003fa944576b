package doppel.verify;

import static doppel.verify.ApplicationFiles.assertNoDifference;
import static doppel.verify.ApplicationFiles.ownTables;
import static doppel.verify.ApplicationFiles.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.FixtureException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Databases of applications come back from MySQL and MariaDB, or are refused by table and column. */
final class ApplicationFilesOnMysqlTest {

    /** What these servers cannot hold as it is; all others come back. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("anki-collection", "notes.sfld: bigint%s cannot hold this text exactly: Front"),
            Map.entry("calibre", "books.timestamp: datetime(6) cannot hold this text exactly: 2023-11-14 22:13:20.123"),
            Map.entry("clementine", "songs.rating: bigint%s cannot hold this floating-point number exactly: 0.8"),
            Map.entry(
                    "darktable-library", "images.aperture: double cannot hold this floating-point number exactly: Inf"),
            Map.entry("digikam", "Albums.modificationDate: datetime(6) cannot hold this text exactly: 2023-11-14T22"),
            Map.entry("fossil", "config.mtime: date cannot hold this whole number exactly: 1700000000"),
            Map.entry("geopackage", "gpkg_contents.last_change: datetime(6) cannot hold this text exactly"),
            Map.entry("jellyfin-library", "TypedBaseItems.guid: varchar(768) cannot hold these bytes exactly"),
            Map.entry(
                    "lightroom-catalog",
                    "Adobe_images.fileHeight: a column without a type is text here, and this is none: '4000.0'"),
            Map.entry("nextcloud", "oc_users.uid: 'ädmin' equals 'Admin' of the row with key (Admin) under"),
            Map.entry("photos-library", "ZASSET.ZDATECREATED: datetime(6) cannot hold this floating-point number"),
            Map.entry("plex-library", "accounts.auto_select_audio: tinyint(1) cannot hold this text exactly: t"));

    @TempDir
    private Path folder;

    static Stream<Arguments> applications() throws IOException, URISyntaxException {
        return ApplicationFiles.names()
                .flatMap(application ->
                        Stream.of(Engine.MARIADB, Engine.MYSQL).map(engine -> Arguments.of(engine, application)));
    }

    @ParameterizedTest
    @MethodSource("applications")
    void comesBackOrIsRefusedByTableAndColumn(Engine engine, String application) throws Exception {
        Path database = ApplicationFiles.create(folder, application);
        String via = engine.fresh(folder, "via");
        try {
            String refused = REFUSED.get(application);
            if (refused == null) {
                assertNoDifference(database, Optional.of(engine.doppel(via)));
                assertThat(read(
                                via,
                                "SELECT table_name FROM information_schema.tables WHERE table_schema = database()"))
                        .containsExactlyInAnyOrderElementsOf(ownTables(database));
            } else {
                assertThatThrownBy(() -> assertNoDifference(database, Optional.of(engine.doppel(via))))
                        .isInstanceOfSatisfying(
                                FixtureException.class,
                                e -> assertThat(e.nextStep()).contains("schema()", "beforeSave"))
                        .hasMessageContaining(refused.replace("%s", engine == Engine.MARIADB ? "(20)" : ""));
            }
        } finally {
            engine.drop(via);
        }
    }
}
