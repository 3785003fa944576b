package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.Progress;
import doppel.dump.DumpOptions;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.migrate.MigrationOptions;
import doppel.restore.report.RestoreReport;
import java.io.IOException;
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
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What steps say of keys, orphans, single engines and times does the same on all of them. */
final class StepWordsTest {

    private static final String OLD = "CREATE TABLE org (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20));"
            + " CREATE TABLE member (org INTEGER NOT NULL REFERENCES org (id), nr INTEGER NOT NULL, boss INTEGER,"
            + " joined BIGINT, PRIMARY KEY (org, nr), FOREIGN KEY (org) REFERENCES org (id),"
            + " FOREIGN KEY (org, boss) REFERENCES member (org, nr));"
            + " CREATE TABLE note (org INTEGER, member INTEGER, word VARCHAR(20),"
            + " FOREIGN KEY (org, member) REFERENCES member (org, nr));"
            + " CREATE TABLE shop (id INTEGER NOT NULL PRIMARY KEY);"
            + " CREATE TABLE bill (shop INTEGER, id INTEGER NOT NULL PRIMARY KEY);"
            + " INSERT INTO org VALUES (1, 'a'), (2, 'b');"
            + " INSERT INTO member VALUES (1, 2, NULL, 1627303906), (1, 1, 2, NULL), (2, 1, NULL, 86400);"
            + " INSERT INTO note VALUES (1, 1, 'x'), (2, 1, 'y'), (NULL, 1, 'z');"
            + " INSERT INTO shop VALUES (1); INSERT INTO bill VALUES (1, 1), (3, 2), (NULL, 3)";
    private static final String NEW = OLD.substring(0, OLD.indexOf(" INSERT"))
            .replace("joined BIGINT", "joined TIMESTAMP NULL")
            .replace("bill (shop INTEGER,", "bill (shop INTEGER REFERENCES shop (id),");

    @TempDir
    private Path folder;

    private Path migrations(Engine engine, String sql) throws IOException {
        return Files.writeString(folder.resolve("Words.java"), """
                import doppel.migration.*;
                public final class Words implements Migrator {
                  @Override public void steps(Steps steps) {
                    steps.step("1", "2", "other keys", up -> {
                      up.table("org").rekey("id", row -> row.number("id") + 100);
                      up.table("member").rekey("nr", row -> row.number("nr") * 10)
                          .change("joined", Cast.TIMESTAMP_OR_SECONDS);
                      up.table("bill").skipOrphans("shop", "shop", "id");
                      up.beforeLoad("%1$s", "CREATE TABLE made (n INTEGER)");
                      up.afterLoad("%1$s", "%2$s");
                      up.afterLoad("%3$s", "this is no SQL");
                    });
                  }
                }
                """.formatted(
                engine.name().toLowerCase(Locale.ROOT), sql, engine == Engine.SQLITE ? "postgresql" : "sqlite"));
    }

    private RestoreReport restore(Engine engine, String target, String sql) throws IOException {
        String old = engine.fresh(folder, "old");
        engine.run(old, OLD.split(";"));
        Path fixture = folder.resolve("fixture");
        engine.dump(old, DumpOptions.defaults().as("1"), fixture);
        RestoreOptions options = RestoreOptions.into(engine.doppel(target))
                .schema(Optional.of(Files.writeString(folder.resolve("new.sql"), NEW)))
                .migrations(new MigrationOptions(List.of(migrations(engine, sql)), Optional.empty()));
        return new Restorer(options, Progress.NONE).restore(fixture);
    }

    @ParameterizedTest
    @EnumSource
    void doesTheSameOnEachEngine(Engine engine) throws Exception {
        String target = engine.fresh(folder, "new");

        RestoreReport report =
                restore(engine, target, "INSERT INTO made SELECT count(*) FROM member WHERE org > 100 AND nr >= 10");

        assertThat(report.reasons()).isEmpty();
        assertThat(report.notices()).contains("Skipped 1 row of bill, whose shop leads to no row of shop: 3.");
        assertThat(query(target, "SELECT org, nr, boss FROM member ORDER BY 1, 2"))
                .containsExactly("101|10|20", "101|20|null", "102|10|null");
        assertThat(query(target, "SELECT org, member, word FROM note ORDER BY word"))
                .containsExactly("101|10|x", "102|10|y", "null|1|z");
        assertThat(query(target, "SELECT id FROM bill ORDER BY id")).containsExactly("1", "3");
        assertThat(query(target, "SELECT n FROM made")).containsExactly("3");
        assertThat(query(target, "SELECT joined FROM member WHERE org = 101 AND nr = 20")
                        .get(0))
                .contains("2021-07-26", "12:51:46");
    }

    @ParameterizedTest
    @EnumSource
    void saysWhichStepsSqlFailed(Engine engine) {
        String target = engine.fresh(folder, "new");

        assertThatThrownBy(() -> restore(engine, target, "INSERT INTO nowhere VALUES (1)"))
                .isInstanceOfSatisfying(
                        DoppelException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STEP_SQL_FAILED))
                .hasMessageContaining("Words.java:10: the step's SQL failed.")
                .hasMessageContaining("nowhere");
        assertThat(engine == Engine.SQLITE && Files.exists(folder.resolve("new.db")))
                .isFalse();
    }

    private static List<String> query(String url, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }
}
