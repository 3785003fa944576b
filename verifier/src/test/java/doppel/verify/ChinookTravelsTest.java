package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doppel.Progress;
import doppel.compare.UnifiedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Chinook sample database goes from each engine to each other, and comes back as it was. It is not part of this
 * repository: the test looks for its files in {@code shared/data/chinook} beside the checkout.
 */
final class ChinookTravelsTest {

    @TempDir
    private Path folder;

    private final List<Runnable> cleanings = new ArrayList<>();

    static Stream<Arguments> ways() {
        return Stream.of(Engine.values())
                .flatMap(from ->
                        Stream.of(Engine.values()).filter(via -> via != from).map(via -> Arguments.of(from, via)));
    }

    @AfterEach
    void clean() {
        cleanings.forEach(Runnable::run);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void comesBack(Engine from, Engine via) throws IOException {
        String source = chinook(from);
        String travelled = fresh(via, "via");
        StringBuilder differences = new StringBuilder();

        DoubleDumpReport report = new DoubleDump(
                        from.doppel(source),
                        Optional.of(via.doppel(travelled)),
                        Optional.empty(),
                        Optional.of(folder.resolve("kept")),
                        Progress.NONE,
                        new UnifiedText(differences, false))
                .run();

        assertThat(differences.toString()).isEmpty();
        assertThat(report.losses()).isEmpty();
        assertThat(report.tables()).isEqualTo(11);
        assertThat(report.rows()).isEqualTo(15_607);
    }

    private String fresh(Engine engine, String name) {
        String url = engine.fresh(folder, name);
        cleanings.add(() -> engine.drop(url));
        return url;
    }

    private String chinook(Engine engine) throws IOException {
        Path directory = Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .map(path -> path.resolve("shared/data/chinook"))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
        assumeTrue(directory != null, "there is no shared/data/chinook beside the checkout");
        if (engine == Engine.SQLITE) {
            return "jdbc:sqlite:" + Files.copy(directory.resolve("chinook.db"), folder.resolve("chinook.db"));
        }
        String script =
                Files.readString(directory.resolve(engine == Engine.POSTGRESQL ? "postgresql.sql" : "mysql.sql"));
        String url = fresh(engine, "chinook");
        engine.run(url, script.substring(script.indexOf("CREATE TABLE")));
        return url;
    }
}
