package doppel.dialect.postgresql.connect;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.dialect.server.FoundPassword;
import doppel.dialect.server.ServerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of a password file, as libpq reads them. */
final class PostgresqlPasswordFileTest {

    @TempDir
    private Path home;

    private PostgresqlPasswordFile.Answer find(String url, String mode, String... lines) throws IOException {
        Path file = home.resolve(".pgpass");
        Files.write(file, List.of(lines));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        ServerAddress address = PostgresqlAddress.parse(url);
        return new PostgresqlPasswordFile(file, List.of("/var/run/postgresql")).find(address);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            h:1:db:ann:s3cret       | s3cret
            *:*:*:*:s3cret          | s3cret
            h:*:*:ann:a:b:c         | a:b:c
            h:1:db:ann:a\\:b\\\\c   | a:b\\c
            \\h:1:d\\b:ann:x        | x
            other:1:db:ann:x        |
            h:2:db:ann:x            |
            h:1:other:ann:x         |
            h:1:db:bob:x            |
            # h:1:db:ann:x          |
            h:1:db:ann              |
            h*:1:db:ann:x           |
            """)
    void takesThePasswordOfALineThatFits(String line, String expected) throws IOException {
        assertThat(find("postgresql://ann@h:1/db", "rw-------", line).password().map(FoundPassword::text))
                .isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void takesTheFirstLineThatFits() throws IOException {
        Optional<FoundPassword> found = find(
                        "postgresql://ann@h:1/db",
                        "rw-------",
                        "# a comment",
                        "h:1:x:ann:no",
                        "h:1:*:ann:yes",
                        "*:*:*:*:late")
                .password();

        assertThat(found.map(FoundPassword::text)).contains("yes");
        assertThat(found.map(FoundPassword::toString))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("line 3 of " + home.resolve(".pgpass"))
                        .doesNotContain("yes"));
    }

    @Test
    void findsEscapedNamesAndTheUsualSocket() throws IOException {
        assertThat(find("postgresql://a%3Ab@[::1]:1/d%5Cb", "rw-------", "\\:\\:1:1:d\\\\b:a\\:b:x")
                        .password())
                .isPresent();
        assertThat(find("postgresql://ann@%2Fvar%2Frun%2Fpostgresql:1/db", "rw-------", "localhost:1:db:ann:x")
                        .password())
                .isPresent();
        assertThat(find("postgresql://ann@%2Fsrv%2Fsockets:1/db", "rw-------", "/srv/sockets:1:db:ann:x")
                        .password())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({"rw-r-----", "rw----r--", "rwxrwxrwx", "rw--w----"})
    void doesNotUseAFileThatOthersMayRead(String mode) throws IOException {
        PostgresqlPasswordFile.Answer answer = find("postgresql://ann@h:1/db", mode, "*:*:*:*:s3cret");

        assertThat(answer.password()).isEmpty();
        assertThat(answer.notices()).singleElement().asString().contains("chmod 600", ".pgpass");
    }

    @Test
    void doesWithoutAFile() {
        PostgresqlPasswordFile.Answer answer = new PostgresqlPasswordFile(home.resolve("nothing"), List.of())
                .find(PostgresqlAddress.parse("postgresql://ann@h:1/db"));

        assertThat(answer.password()).isEmpty();
        assertThat(answer.notices()).isEmpty();
    }
}
