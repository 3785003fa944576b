package doppel.dialect.reference;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.dialect.DanglingReference;
import doppel.dialect.Dialects;
import doppel.dialect.RowCursor;
import doppel.dialect.Source;
import doppel.fixture.Row;
import doppel.fixture.Shape;
import doppel.schema.ForeignKey;
import doppel.schema.LoadOrder;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the watch knows without the engine is what the engine says. */
final class ReferenceWatchTest {

    @TempDir
    private Path folder;

    private String url() {
        return folder.resolve("watched.db").toString();
    }

    private void run(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + url());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void readAll(Source source, ReferenceWatch watch) {
        for (Table table : LoadOrder.of(source.schema().tables()).tables()) {
            Object[] row = new Object[table.insertableColumns().size()];
            try (RowCursor rows = watch == null ? source.rows(table) : watch.watched(table, source.rows(table))) {
                while (rows.next(row)) {
                    assertThat(row).hasSize(table.insertableColumns().size());
                }
            }
        }
    }

    private static List<ForeignKey> unknown(ReferenceWatch watch) {
        return watch.unknown().stream()
                .flatMap(table -> table.foreignKeys().stream())
                .toList();
    }

    @Test
    void needsNoEngineForKeysOfNumbersAndTextThatAllRowsKeep() throws SQLException {
        run(
                "CREATE TABLE team (id INTEGER PRIMARY KEY, code TEXT UNIQUE)",
                "CREATE TABLE person (id INTEGER PRIMARY KEY, team INT REFERENCES team, code TEXT REFERENCES "
                        + "team (code),"
                        + " boss INT REFERENCES person)",
                "INSERT INTO team VALUES (-7, 'ä'), (3, ''), (60000000, 'x')",
                "INSERT INTO person VALUES (1, -7, 'ä', NULL), (2, 60000000, NULL, 1), (3, NULL, '', 3)");
        try (Source source = Dialects.forId("sqlite").openSource(url())) {
            ReferenceWatch watch = new ReferenceWatch(source.schema());
            assertThat(unknown(watch)).hasSize(3);
            readAll(source, watch);
            assertThat(unknown(watch)).isEmpty();
        }
    }

    @Test
    void watchesRowsThatAreInserted() throws SQLException {
        run(
                "CREATE TABLE team (id INTEGER PRIMARY KEY, code TEXT UNIQUE)",
                "CREATE TABLE person (id INTEGER PRIMARY KEY, team INT REFERENCES team, code TEXT DEFAULT 'x' "
                        + "REFERENCES team (code))");
        Schema schema;
        try (Source source = Dialects.forId("sqlite").openSource(url())) {
            schema = source.schema();
        }
        ReferenceWatch watch = new ReferenceWatch(schema);
        watch.comes(row("team", "id", 1L, "code", "a"));
        watch.comes(row("person", "id", 1L, "team", 1L, "code", "a"));
        assertThat(unknown(watch)).hasSize(2);
        watch.begins(schema.table("person").orElseThrow());
        assertThat(unknown(watch)).isEmpty();
        watch.comes(row("person", "id", 2L, "team", null));
        assertThat(unknown(watch)).hasSize(1).first().asString().contains("code");
        watch.comes(row("person", "id", 3L, "team", 2L, "code", "a"));
        assertThat(unknown(watch)).hasSize(2);
    }

    @Test
    void knowsNothingOnceRowsHaveBeenTakenBack() throws SQLException {
        run(
                "CREATE TABLE team (id INTEGER PRIMARY KEY)",
                "CREATE TABLE person (id INTEGER PRIMARY KEY, team INT REFERENCES team)");
        try (Source source = Dialects.forId("sqlite").openSource(url())) {
            ReferenceWatch watch = new ReferenceWatch(source.schema());
            watch.begins(source.schema().table("person").orElseThrow());
            watch.comes(row("team", "id", 1L));
            watch.giveUp();
            watch.comes(row("person", "id", 1L, "team", 1L));
            assertThat(unknown(watch)).hasSize(1);
        }
    }

    private static Row row(String table, Object... columnsAndValues) {
        Row row = new Row(Shape.empty(table), columnsAndValues.length / 2);
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            row.set((String) columnsAndValues[i], columnsAndValues[i + 1]);
        }
        return row;
    }

    @Test
    void leavesToTheEngineWhatItCannotSay() throws SQLException {
        run(
                "CREATE TABLE place (x INT, y INT, r REAL UNIQUE, far INT UNIQUE, PRIMARY KEY (x, y))",
                "CREATE TABLE person (id INTEGER PRIMARY KEY, x INT, y INT, r REAL REFERENCES place (r),"
                        + " far INT REFERENCES place (far), later INT REFERENCES person,"
                        + " FOREIGN KEY (x, y) REFERENCES place)",
                "INSERT INTO place VALUES (1, 1, 0.5, 1), (2, 1, 1.5, 9000000000000000000)",
                "INSERT INTO person VALUES (1, 1, 1, 0.5, 9000000000000000000, 2), (2, 1, 1, 0.5, 1, 1)");
        try (Source source = Dialects.forId("sqlite").openSource(url())) {
            ReferenceWatch watch = new ReferenceWatch(source.schema());
            readAll(source, watch);
            assertThat(unknown(watch)).hasSize(4);
            readAll(source, null);
            List<DanglingReference> found = new ArrayList<>();
            source.danglingReferences(found::add);
            assertThat(found).isEmpty();
        }
    }

    @Test
    void leavesReferencesOfComputedColumnsToTheEngine() throws SQLException {
        run(
                "CREATE TABLE team (id INTEGER PRIMARY KEY)",
                "CREATE TABLE person (id INTEGER PRIMARY KEY, team INT AS (id * 2) STORED REFERENCES team)",
                "INSERT INTO team VALUES (2)",
                "INSERT INTO person VALUES (1), (2)");
        try (Source source = Dialects.forId("sqlite").openSource(url())) {
            readAll(source, null);
            List<DanglingReference> found = new ArrayList<>();
            source.danglingReferences(found::add);
            assertThat(found)
                    .singleElement()
                    .satisfies(reference -> assertThat(reference.values()).containsExactly(4L));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsTheSameDanglingReferencesAsTheEngine(long seed) throws SQLException {
        Random random = new Random(seed);
        run(
                "CREATE TABLE a (id INTEGER PRIMARY KEY, t TEXT COLLATE NOCASE UNIQUE, a INT REFERENCES a)",
                "CREATE TABLE b (id INTEGER PRIMARY KEY, n INT REFERENCES a, t TEXT REFERENCES a (t), o REFERENCES a)");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + url());
                PreparedStatement parent = connection.prepareStatement("INSERT OR IGNORE INTO a VALUES (?, ?, ?)");
                PreparedStatement child = connection.prepareStatement("INSERT INTO b VALUES (NULL, ?, ?, ?)")) {
            for (int i = 0; i < 60; i++) {
                parent.setLong(1, random.nextInt(80) - 10);
                parent.setString(2, random.nextInt(9) == 0 ? null : "T" + random.nextInt(80));
                parent.setObject(3, random.nextBoolean() ? null : random.nextInt(30));
                parent.execute();
            }
            for (int i = 0; i < 40; i++) {
                boolean broken = random.nextInt(20) == 0 && seed % 2 == 0;
                child.setObject(1, broken ? 5_000 : null);
                child.setString(2, (random.nextBoolean() ? "T" : "t") + random.nextInt(seed > 4 ? 80 : 1));
                child.setObject(3, random.nextInt(3) == 0 ? "1" : random.nextInt(3) == 0 ? 1.0 : null);
                child.execute();
            }
        }
        Set<DanglingReference> asked = new HashSet<>();
        Set<DanglingReference> watched = new HashSet<>();
        try (Source source = Dialects.forId("sqlite").openSource(url())) {
            source.danglingReferences(asked::add);
            readAll(source, null);
            source.danglingReferences(watched::add);
        }
        assertThat(watched).isEqualTo(asked);
    }
}
