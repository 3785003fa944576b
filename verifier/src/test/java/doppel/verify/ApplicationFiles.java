package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Progress;
import doppel.compare.UnifiedText;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.sqlite.Collation;

/** Databases as applications write them, each built from a script of its own in {@code applications/}. */
final class ApplicationFiles {

    /** The collations that only applications have. */
    static final List<String> COLLATIONS = List.of("LOCALIZED", "PHONEBOOK", "unicase", "naturalsort", "icu_root");

    private ApplicationFiles() {}

    /** The names of all scripts. */
    static Stream<String> names() throws IOException, URISyntaxException {
        URI scripts = Objects.requireNonNull(ApplicationFiles.class.getResource("/applications"))
                .toURI();
        try (Stream<Path> files = Files.list(Path.of(scripts))) {
            return files.map(file -> file.getFileName().toString().replace(".sql", "")).sorted().toList().stream();
        }
    }

    /** A double dump of the file finds no difference, also by way of another database. */
    static void assertNoDifference(Path database, Optional<String> via) {
        assertNoDifference(database, via, List.of());
    }

    /** The same with types that are chosen for columns. */
    static void assertNoDifference(Path database, Optional<String> via, List<String> columns) {
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

    /** The database of an application. */
    static Path create(Path folder, String application) throws IOException, SQLException {
        Path database = folder.resolve(application + ".db");
        try (var script = ApplicationFiles.class.getResourceAsStream("/applications/" + application + ".sql")) {
            run(database, new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        return database;
    }

    /** Runs statements as the application does, which has all these collations. */
    static void run(Path database, String statements) throws SQLException {
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

    /** The tables that the application itself has created. */
    static List<String> ownTables(Path database) throws SQLException {
        return read(
                "jdbc:sqlite:" + database,
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
                        + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
    }

    /** The first column of the rows. */
    static List<String> read(String url, String query) throws SQLException {
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
}
