package doppel.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.shell.work.Questions;
import doppel.shell.work.TableRows;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection that somebody ends while the shell works, on each server. */
class LostConnectionTest {

    @TempDir
    private Path folder;

    private String url;

    private Workbench open(LiveDatabases engine) {
        assumeTrue(engine.available());
        url = engine.create(folder);
        LiveDatabases.run(url, "INSERT INTO member (id, name) VALUES (1, 'Ann'), (2, 'Bob')");
        return engine.open(url, folder, Questions.NOBODY, new StringWriter());
    }

    private void end(LiveDatabases engine, Workbench bench) throws SQLException {
        boolean postgresql = engine == LiveDatabases.POSTGRESQL;
        Connection connection = bench.database().connection();
        String asked = postgresql ? "SELECT pg_backend_pid()" : "SELECT connection_id()";
        long number;
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(asked)) {
            row.next();
            number = row.getLong(1);
        }
        LiveDatabases.run(url, postgresql ? "SELECT pg_terminate_backend(" + number + ")" : "KILL " + number);
    }

    @ParameterizedTest
    @EnumSource(names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void betweenSnippetsItIsMadeAgainAndSaidWhatWasLost(LiveDatabases engine) throws SQLException {
        try (Workbench bench = open(engine)) {
            TableRows variable = bench.table("member");
            assertThat(bench.work().reconnect()).isEmpty();
            int step = bench.work().beginStep();
            variable.key(1).set("name", "lost");
            bench.work().endStep();
            end(engine, bench);

            assertThat(bench.work().reconnect())
                    .hasValueSatisfying(
                            said -> assertThat(said).contains("1 changed row").contains("made again"));
            assertThat(bench.work().changedSince()).isEmpty();
            assertThat(bench.work().takenBack()).contains(step);
            assertThat(bench.work().reconnect()).isEmpty();

            bench.work().beginStep();
            assertThat(variable.key(1).first()).map(row -> row.text("name")).contains("Ann");
            variable.key(2).set("name", "kept");
            assertThat(bench.handle().execute("UPDATE member SET name = 'too' WHERE id = 1"))
                    .isEqualTo(1);
            bench.work().endStep();
            assertThat(bench.commit()).first().asString().contains("member: 2 changed");
        }
    }

    @ParameterizedTest
    @EnumSource(names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void inASnippetItIsSaidAtOnceAndMadeAgainBeforeTheNext(LiveDatabases engine) throws SQLException {
        try (Workbench bench = open(engine)) {
            bench.work().beginStep();
            bench.table("member").key(1).set("name", "lost");
            bench.work().endStep();
            bench.work().beginStep();
            end(engine, bench);
            assertThatThrownBy(() -> bench.table("member").key(2).set("name", "lost, too"))
                    .isInstanceOf(DatabaseException.class);
            assertThatThrownBy(() -> bench.work().failStep())
                    .isInstanceOfSatisfying(
                            DatabaseException.class,
                            lost -> assertThat(lost.code()).isEqualTo(ErrorCode.CONNECTION_LOST))
                    .hasMessageContaining("1 changed row");
            assertThat(bench.work().changedSince()).isEmpty();

            assertThat(bench.work().reconnect()).isPresent();
            bench.work().beginStep();
            assertThat(bench.table("member").key(1).first())
                    .map(row -> row.text("name"))
                    .contains("Ann");
            bench.work().endStep();
        }
    }
}
