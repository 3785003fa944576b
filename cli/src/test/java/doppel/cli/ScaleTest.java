package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table of any size goes both ways in little memory: {@code -Ddoppel.scale.rows=3000000} for the size that is
 * promised.
 */
final class ScaleTest {

    private static final int ROWS = Integer.getInteger("doppel.scale.rows", 1_000_000);

    @TempDir
    private Path folder;

    @Test
    void carriesALargeTableInLittleMemory() throws Exception {
        Path database = Database.numbers(folder.resolve("source.db"), ROWS, "word");
        Path fixture = folder.resolve("fixture");
        Path restored = folder.resolve("restored.db");

        Shell.Result dumped = doppel("dump", database, fixture);
        Shell.Result result = doppel("restore", fixture, "--into", restored);

        assertThat(dumped.out()).as(dumped.err()).contains(String.format("1 table, %,d rows", ROWS));
        assertThat(result.out()).as(result.err()).contains(String.format("%,d rows saved", ROWS));
        assertThat(Database.value(restored, "SELECT count(*) FROM numbers")).isEqualTo(ROWS);
        assertThat(Database.digest(restored)).isEqualTo(Database.digest(database));
    }

    private Shell.Result doppel(Object... words) throws IOException, InterruptedException {
        Object[] all = Stream.concat(Stream.of("-Xmx256m", "doppel.cli.Doppel"), Stream.of(words))
                .toArray();
        List<String> command = Child.java(Child.ownHome(), all);
        return Child.run(folder, command);
    }
}
