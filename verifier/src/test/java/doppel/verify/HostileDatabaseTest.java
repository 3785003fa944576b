package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.verify.DatabaseContents.Row;
import doppel.verify.DatabaseContents.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileDatabaseTest {

    /** What stands in the definitions of one hostile database or another. */
    private static final List<String> DEFINITIONS = List.of(
            "WITHOUT ROWID",
            "STRICT",
            "AUTOINCREMENT",
            "INTEGER PRIMARY KEY DESC",
            "GENERATED ALWAYS",
            ") STORED",
            "CHECK (",
            "CURRENT_TIMESTAMP",
            "COLLATE NOCASE",
            "ON CONFLICT REPLACE",
            "DEFERRABLE INITIALLY DEFERRED",
            "ON DELETE CASCADE",
            "\"no such table\"",
            "renamed \"\"column",
            "\"added later\"",
            "/* why */",
            "USING fts5",
            "content=''",
            "contentless_delete=1",
            "content_rowid",
            "USING fts4",
            "USING rtree",
            "INSTEAD OF INSERT",
            "RAISE(ABORT",
            "CREATE UNIQUE INDEX",
            "WHERE typeof",
            "lower(",
            "DESC",
            "CREATE VIEW",
            "no_such_function",
            "-- only texts",
            "-- it's \"open\"");

    @TempDir
    Path folder;

    @Test
    void buildsTheSameDatabaseForTheSameSeed() {
        for (long seed = 1_000; seed < 1_040; seed++) {
            Path first = folder.resolve(seed + "a.db");
            Path second = folder.resolve(seed + "b.db");
            HostileDatabase.create(first, seed);
            HostileDatabase.create(second, seed);

            DatabaseEquality.assertSame(first, second);
        }
    }

    @Test
    void buildsValidDatabasesThatTogetherHaveEverything() throws SQLException {
        Set<String> found = new TreeSet<>();
        for (long seed = 0; seed < 250; seed++) {
            Path file = folder.resolve(seed + ".db");
            HostileDatabase.create(file, seed);
            if (Files.exists(folder.resolve(seed + ".db-wal"))) {
                found.add("-wal file");
            }
            DatabaseContents contents = DatabaseContents.read(file);
            assertThat(contents.integrity()).as("seed " + seed).containsExactly("ok");
            found.addAll(signs(contents, schema(file)));
        }

        Set<String> missing = new TreeSet<>(List.of(
                "-wal file",
                "setting encoding=UTF-8",
                "setting encoding=UTF-16le",
                "setting encoding=UTF-16be",
                "setting wal=true",
                "setting wal=false",
                "setting page_size=512",
                "setting page_size=65536",
                "setting auto_vacuum=1",
                "setting auto_vacuum=2",
                "setting user_version=-2147483648",
                "integer -9223372036854775808",
                "integer 9223372036854775807",
                "integer 9007199254740993",
                "real -0.0",
                "real 4.9E-324",
                "real Infinity",
                "real -Infinity",
                "real 1.7976931348623157E308",
                "text x'610062'",
                "text x'61ff62'",
                "text x'eda080'",
                "text x'c080'",
                "text x'd800'",
                "text x'00d8'",
                "text ''",
                "blob x''",
                "null ",
                "text of 1 MB",
                "text of 64 KB",
                "blob of 5 MB",
                "blob of 4 KB",
                "no rowid to ask for",
                "2000 columns",
                "255 columns",
                "300 columns",
                "empty table",
                "name of 5000",
                "sqlite_sequence",
                "sqlite_stat1",
                "sqlite_stat4"));
        missing.addAll(DEFINITIONS);
        missing.removeAll(found);
        assertThat(missing).isEmpty();
    }

    @Test
    void refusesAFileThatExists() throws Exception {
        Path file = Files.createFile(folder.resolve("there.db"));

        assertThatThrownBy(() -> HostileDatabase.create(file, 1)).hasMessageContaining("there.db exists already");
        assertThat(file).isEmptyFile();
    }

    private static Set<String> signs(DatabaseContents contents, String schema) {
        Set<String> signs = new TreeSet<>();
        contents.settings().forEach((name, value) -> signs.add("setting " + name + "=" + value));
        for (String piece : DEFINITIONS) {
            if (schema.contains(piece)) {
                signs.add(piece);
            }
        }
        contents.tables().forEach((name, table) -> signs.addAll(signs(name, table)));
        return signs;
    }

    private static String schema(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT group_concat(sql, char(10)) FROM sqlite_master")) {
            return String.valueOf(result.getString(1));
        }
    }

    private static Set<String> signs(String name, Table table) {
        Set<String> signs =
                new TreeSet<>(Set.of(name, (table.columns().size() - (table.keyed() ? 1 : 0)) + " columns"));
        if (!table.ordered() && table.columns().stream().anyMatch("_rowid_"::equalsIgnoreCase)) {
            signs.add("no rowid to ask for");
        }
        if (table.rows().isEmpty()) {
            signs.add("empty table");
        }
        if (name.length() >= 4_999) {
            signs.add("name of 5000");
        }
        Map<Integer, String> sizes = Map.of(1 << 12, "4 KB", 1 << 16, "64 KB", 1_000_000, "1 MB", 5_000_000, "5 MB");
        for (Row row : table.rows()) {
            row.cells().forEach(cell -> {
                signs.add(cell.storageClass() + " " + cell.exact().replaceFirst(" \\(bits .*", ""));
                if (cell.exact().matches("\\d+ bytes x'.*")) {
                    int length = Integer.parseInt(
                            cell.exact().substring(0, cell.exact().indexOf(' ')));
                    sizes.forEach((size, sign) -> {
                        if (length >= size) {
                            signs.add(cell.storageClass() + " of " + sign);
                        }
                    });
                }
            });
        }
        return signs;
    }
}
