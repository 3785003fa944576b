package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No error repeats a password, wherever on the command line it stands. */
final class MaskedPasswordsTest {

    @TempDir
    private Path folder;

    static Stream<List<String>> wrongCalls() {
        String[] addresses = {
            "postgres//ann:s3cret@host/db",
            "postgres:/ann:s3cret@host/db",
            "postgresql://ann:s3cret@127.0.0.1:1/db",
            "jdbc:postgresql://ann:s3cret@127.0.0.1:1/db",
            "jdbc:mysql://127.0.0.1:1/db?user=ann&password=s3cret",
            "mysql:ann:s3cret@host/db",
            "ann:s3cret@host",
            "oracle://ann:s3cret@host/db",
            "postgres//ann:s3cret s3cret@host/db",
            "postgres//ann:s3cret//s3cret@host/db",
            "postgres//ann:s3cret@s3cret@host/db"
        };
        return Stream.of(addresses)
                .flatMap(address -> Stream.of(
                        List.of("dump", address, "target/none"),
                        List.of("dump", "none.db", "target/none", address),
                        List.of("restore", address, "--into", "new.db"),
                        List.of("restore", "none", "--into", address),
                        List.of("restore", "none", "--into", "new.db", "--schema", address),
                        List.of("restore", "none", "--into", "new.db", "--tolerate", address),
                        List.of("diff", address, address),
                        List.of("seal", address),
                        List.of("check", address),
                        List.of("version", address, "--stacktrace"),
                        List.of("schema", address),
                        List.of("double-dump", address, "--password=s3cret"),
                        List.of("double-dump", "none.db", "--password", "s3cret"),
                        List.of("double-dump", "none.db", "-ps3cret"),
                        List.of("double-dump", "none.db", "--db-password=s3cret s3cret"),
                        List.of(address)));
    }

    @ParameterizedTest
    @MethodSource("wrongCalls")
    void areHidden(List<String> words) {
        Shell.Result result = Shell.run(words.toArray());

        assertThat(result.code()).isIn(2, 3);
        assertThat(result.out() + result.err()).doesNotContain("s3cret");
        assertThat(result.err()).startsWith("DOPPEL-");
    }

    @Test
    void leaveTheRestOfAnAddressReadable() {
        assertThat(Shell.run("check", "postgres//ann:s3cret@host/db").err()).contains("postgres/ann:***@host/db");
    }

    @Test
    void changeNothingElse() throws Exception {
        Path name = Files.createDirectory(folder.resolve("a@b=c"));

        assertThat(Shell.run("seal", name).err()).contains(name + " is not a fixture");
    }
}
