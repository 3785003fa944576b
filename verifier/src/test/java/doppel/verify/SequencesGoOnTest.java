package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Progress;
import doppel.dump.DumpOptions;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.migrate.MigrationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sequences that stand on their own go on beyond the numbers that came, where steps name them. */
final class SequencesGoOnTest {

    @TempDir
    private Path folder;

    private final List<Runnable> cleanings = new ArrayList<>();

    @AfterEach
    void clean() {
        cleanings.forEach(Runnable::run);
    }

    @ParameterizedTest
    @CsvSource({"POSTGRESQL, 1, 42", "POSTGRESQL, 10, 51", "MARIADB, 1, 42"})
    void goesOnBeyondTheGreatestNumber(Engine engine, int increment, long next) throws IOException {
        String source = fresh(engine, "source");
        engine.run(source, "CREATE TABLE orders (id bigint PRIMARY KEY)", "INSERT INTO orders VALUES (7), (41), (3)");
        Path script = Files.writeString(
                folder.resolve("new.sql"),
                "CREATE TABLE orders (id bigint PRIMARY KEY);\nCREATE SEQUENCE orders_seq INCREMENT BY " + increment
                        + ";\nCREATE SEQUENCE other_seq;\n");
        Path migrator = Files.writeString(folder.resolve("Orders.java"), """
                import doppel.migration.*;
                public final class Orders implements Migrator {
                  @Override public void steps(Steps steps) {
                    steps.step("1", "2", "orders are numbered", up -> up.table("orders").numberedBy("id", \
                "orders_seq"));
                  }
                }
                """);
        String target = fresh(engine, "target");
        engine.dump(source, DumpOptions.defaults().as("1").maxRowsPerFile(100), folder.resolve("fixture"));

        new Restorer(
                        RestoreOptions.into(engine.doppel(target))
                                .schema(script)
                                .migrations(new MigrationOptions(List.of(migrator), Optional.empty())),
                        Progress.NONE)
                .restore(folder.resolve("fixture"));

        assertThat(nextValue(target, "orders_seq")).isEqualTo(next);
        assertThat(nextValue(target, "other_seq")).isEqualTo(1);
    }

    private String fresh(Engine engine, String name) {
        String url = engine.fresh(folder, name);
        cleanings.add(() -> engine.drop(url));
        return url;
    }

    private static long nextValue(String url, String sequence) {
        String argument = url.contains("postgresql") ? "'" + sequence + "'" : sequence;
        try (Connection connection = DriverManager.getConnection(url);
                ResultSet rows = connection.createStatement().executeQuery("SELECT nextval(" + argument + ")")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
