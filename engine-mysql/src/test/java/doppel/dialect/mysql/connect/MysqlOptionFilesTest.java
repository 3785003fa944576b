package doppel.dialect.mysql.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Option files, as the native clients read them. */
final class MysqlOptionFilesTest {

    @TempDir
    private Path folder;

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private static String value(MysqlOptionFiles files, String option) {
        return files.options().get(option).value();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            password=s3cret          | s3cret
            password = s3cret        | s3cret
            password="s3 cret"       | s3 cret
            password='s3#cret'       | s3#cret
            password=s3#cret         | s3
            password=s3 # comment    | s3
            password="a\\"b"         | a"b
            password=a\\\\b\\sc\\td  | `a\\b c	d`
            password=a\\xb           | a\\xb
            password=                | ``
            password="               | "
            PassWord=x               | x
            loose-password=x         | x
            password=a=b;c           | a=b;c
            """)
    void readsValuesWithTheirQuotesEscapesAndComments(String line, String expected) throws IOException {
        MysqlOptionFiles files = new MysqlOptionFiles(List.of(file("my.cnf", "[client]", line)));

        assertThat(value(files, "password")).isEqualTo(expected);
    }

    @Test
    void readsTheGroupsOfClientsOnly() throws IOException {
        MysqlOptionFiles files = new MysqlOptionFiles(List.of(file(
                "my.cnf",
                "user=nobody",
                "[mysqld]",
                "port=1",
                "[client]",
                "user=ann",
                "# x",
                "; y",
                "",
                " [client-mariadb] ",
                "ssl_ca=/ca",
                "[mysqldump]",
                "password=dump",
                "[mysql]",
                "socket=/s",
                "skip-ssl")));

        assertThat(files.options()).containsOnlyKeys("user", "ssl-ca", "socket", "skip-ssl");
        assertThat(value(files, "user")).isEqualTo("ann");
        assertThat(value(files, "skip-ssl")).isNull();
    }

    @Test
    void laterFilesAndLinesWin() throws IOException {
        MysqlOptionFiles files = new MysqlOptionFiles(List.of(
                file("a.cnf", "[client]", "user=a", "port=1"),
                folder.resolve("missing.cnf"),
                file("b.cnf", "[client]", "user=b", "user=c")));

        assertThat(value(files, "user")).isEqualTo("c");
        assertThat(value(files, "port")).isEqualTo("1");
        assertThat(files.options().get("user").file()).isEqualTo(folder.resolve("b.cnf"));
    }

    @Test
    void includesFilesAndDirectories() throws IOException {
        Files.createDirectory(folder.resolve("conf.d"));
        file("conf.d/b.cnf", "[client]", "user=b");
        file("conf.d/a.cnf", "[client]", "user=a", "port=1");
        file("conf.d/c.txt", "[client]", "user=c");
        Path loop = file("loop.cnf", "[client]", "host=h", "!include " + folder.resolve("loop.cnf"));
        Path main = file(
                "my.cnf",
                "!includedir " + folder.resolve("conf.d"),
                "!includedir " + folder.resolve("none"),
                "!include " + loop,
                "!include");

        MysqlOptionFiles files = new MysqlOptionFiles(List.of(main));

        assertThat(value(files, "user")).isEqualTo("b");
        assertThat(value(files, "port")).isEqualTo("1");
        assertThat(value(files, "host")).isEqualTo("h");
    }

    @Test
    void doesNotUseAFileThatAnybodyMayWrite() throws IOException {
        Path file = file("my.cnf", "[client]", "user=a");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        MysqlOptionFiles files = new MysqlOptionFiles(List.of(file));

        assertThat(files.options()).isEmpty();
        assertThat(files.notices()).singleElement().asString().contains("chmod o-w " + file);
    }
}
