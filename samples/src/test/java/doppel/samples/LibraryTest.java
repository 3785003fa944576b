package doppel.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibraryTest {

    @TempDir
    static Path folder;

    private static Path library;

    @BeforeAll
    static void build() throws IOException {
        library = folder.resolve("library.db");
        Library.create(library);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            PRAGMA integrity_check                                                                 => ok
            PRAGMA user_version                                                                    => 1
            SELECT printf('%X', application_id) FROM pragma_application_id                         => 4C696272
            SELECT typeof(born) FROM authors WHERE id = 10                                         => text
            SELECT count(DISTINCT typeof(lent)) FROM loans                                         => 3
            SELECT hex(card) FROM members WHERE id = 4                                             => \
            412D303030340032323162
            SELECT hex(name) FROM members WHERE id = 7                                             => \
            4AE972F46D65205061747572F474
            SELECT count(*) FROM readings WHERE value = 0 AND atan2(value, -1) < 0                 => 1
            SELECT weight = 5e-324 AND weight > 0 FROM books WHERE id = 28                         => 1
            SELECT weight = 9e999 FROM books WHERE id = 30                                         => 1
            SELECT length(cover) FROM books WHERE id = 31                                          => 12342
            SELECT typeof(cover) || length(cover) FROM books WHERE id = 4                          => blob0
            SELECT length(CAST(note AS BLOB)) FROM books WHERE id = 2                              => 66000
            SELECT typeof(price) || price FROM books WHERE id = 39                                 => integer1000
            SELECT shelf_mark || initial FROM books WHERE id = 1                                   => 002-00001M
            SELECT group_concat(rowid) FROM book_titles('whale')                                   => 1
            SELECT count(*) FROM open_loans                                                        => 6
            SELECT member FROM open_loans WHERE title = 'Der Process'                              => member 99
            SELECT group_concat(name || seq ORDER BY name) FROM sqlite_sequence                    => loans250,members99
            SELECT max(id) FROM loans                                                              => 211
            SELECT count(*) FROM reservations                                                      => 0
            SELECT count(*) FROM (SELECT 1 FROM readings GROUP BY taken, sensor, value HAVING count(*) > 1) => 2
            SELECT count(*) FROM pragma_table_list WHERE strict                                    => 2
            SELECT group_concat(name ORDER BY name) FROM pragma_table_list WHERE wr AND name NOT LIKE 'book_titles%' \
            => book_authors,opening_hours
            SELECT count(*) FROM sqlite_master WHERE sql LIKE '%INDEX%WHERE%' OR sql LIKE '%INDEX%lower(%' => 2
            SELECT count(*) FROM sqlite_master WHERE type = 'trigger'                              => 2
            """)
    void hasWhatADumpMustKeep(String query, String expected) throws SQLException {
        assertThat(query(query)).containsExactly(expected);
    }

    @Test
    void hasACycleOfTwoTablesAndATree() throws SQLException {
        assertThat(query("SELECT m.\"table\" FROM pragma_foreign_key_list('branches') AS m"))
                .containsExactly("members");
        assertThat(query("SELECT m.\"table\" FROM pragma_foreign_key_list('members') AS m"))
                .containsExactly("branches");
        assertThat(query("SELECT id FROM categories WHERE parent_id > id ORDER BY id"))
                .containsExactly("1", "5", "6");
    }

    @Test
    void refersToRowsThatAreGone() throws SQLException {
        assertThat(query("SELECT \"table\" || ' -> ' || parent FROM pragma_foreign_key_check"))
                .containsExactlyInAnyOrder("book_authors -> authors", "loans -> members");
    }

    @Test
    void isTheSameFileEveryTime() throws IOException {
        Path again = folder.resolve("again.db");
        Library.create(again);

        assertThat(again).hasSameBinaryContentAs(library);
    }

    @Test
    void leavesAFileThatExistsAlone() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken.db"), "mine");

        assertThatThrownBy(() -> Library.create(taken)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(taken).hasContent("mine");
    }

    @Test
    void refusesAFolderThatDoesNotExist() {
        assertThatThrownBy(() -> Library.create(folder.resolve("nowhere").resolve("library.db")))
                .isInstanceOf(NoSuchFileException.class);
    }

    private static List<String> query(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + library);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                values.add(result.getString(1));
            }
        }
        return values;
    }
}
