package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Progress;
import doppel.compare.UnifiedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values that leave no room in memory for a copy are dumped, restored and compared in pieces. */
final class LargeValuesTest {

    private static final int SIZE = 16_000_000;
    private static final String MEMORY = "-Xmx28m";

    @TempDir
    private Path folder;

    @Test
    void takesLargeValuesOfPostgresqlInLittleMemory() throws Exception {
        String url = Engine.POSTGRESQL.fresh(folder, "source");
        Engine.POSTGRESQL.run(
                url,
                "CREATE TABLE docs (id integer PRIMARY KEY, b bytea, t text, j jsonb, v varchar)",
                "ALTER TABLE docs ALTER b SET STORAGE EXTERNAL, ALTER t SET STORAGE EXTERNAL",
                "INSERT INTO docs SELECT n, decode(repeat(md5(n::text), " + SIZE + " / 16), 'hex'), repeat('tägliche', "
                        + SIZE + " / 9), to_jsonb(repeat('j', 2000000)), repeat('v', 2000000)"
                        + " FROM generate_series(1, 1) n",
                "INSERT INTO docs VALUES (2, '', 'x', '1', NULL), (3, NULL, NULL, NULL, NULL)");
        assertThat(doubleDumpInJvm(Engine.POSTGRESQL, url)).isEqualTo("true, 3 rows");
        Engine.POSTGRESQL.drop(url);
    }

    @Test
    void takesLargeValuesOfSqliteInLittleMemory() throws Exception {
        String url = Engine.SQLITE.fresh(folder, "source");
        String text = "replace(hex(zeroblob(" + SIZE / 8 + ")), '0000', 'tägliche')";
        Engine.SQLITE.run(
                url,
                "CREATE TABLE docs (id INTEGER PRIMARY KEY, b BLOB, t TEXT, n NUMERIC, small INTEGER)",
                "INSERT INTO docs VALUES (1, randomblob(" + SIZE + "), " + text + ", zeroblob(2000000), 7)",
                "INSERT INTO docs VALUES (2, CAST(x'ff' || zeroblob(2000000) AS TEXT), zeroblob(2000000), 1, 8)",
                "INSERT INTO docs VALUES (3, x'', '', NULL, NULL)",
                "ALTER TABLE docs ADD COLUMN later TEXT DEFAULT 'added'");
        assertThat(doubleDumpInJvm(Engine.SQLITE, url)).isEqualTo("true, 3 rows");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void takesLargeValuesOfMysqlInLittleMemory(Engine engine) throws Exception {
        String url = engine.fresh(folder, "source");
        engine.run(
                url,
                "CREATE TABLE docs (id INT PRIMARY KEY, b LONGBLOB, t LONGTEXT, u LONGTEXT CHARACTER SET latin1,"
                        + " later INT)",
                "INSERT INTO docs VALUES (1, REPEAT(UNHEX('005c0a09ff'), " + SIZE / 5 + "),"
                        + " REPEAT('tägliche\\\\', " + SIZE / 10 + "), REPEAT('ä', 600000), 5),"
                        + " (2, '', '', '', NULL), (3, NULL, NULL, NULL, 6)");
        assertThat(doubleDumpInJvm(engine, url)).isEqualTo("true, 3 rows");
        engine.drop(url);
    }

    private String doubleDumpInJvm(Engine engine, String url) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        MEMORY,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeValuesTest.class.getName(),
                        engine.doppel(url),
                        folder.resolve("kept").toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        int exit = process.waitFor();
        String text = Files.readString(out).strip();
        assertThat(exit).as(text).isZero();
        return text;
    }

    /** Dumps a database twice, once directly and once by way of a scratch database. */
    public static void main(String... arguments) {
        StringBuilder text = new StringBuilder();
        DoubleDumpReport report = new DoubleDump(
                        arguments[0],
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Path.of(arguments[1])),
                        Progress.NONE,
                        new UnifiedText(text, false))
                .run();
        System.out.println(report.lossless() + ", " + report.rows() + " rows" + text);
    }
}
