package doppel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchTest {

    /** Doppel as the tests were compiled, without the launcher, which would build what is being built. */
    private static final String DOPPEL = Path.of(System.getProperty("java.home"), "bin", "java")
            + " -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp "
            + System.getProperty("java.class.path") + " doppel.cli.Doppel";

    @TempDir
    private Path folder;

    @TempDir
    private Path scripts;

    private record Result(int code, String out, String err) {}

    @Test
    void measuresASmallDatabaseAndPrintsTables() {
        Result result = bench("--rows", "300", "--engine", "sqlite", "--runs", "1", "--hooks", "--floor");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .containsPattern("engine +shape +operation +rows +native s +Doppel s +ratio")
                .containsPattern("SQLite +employees +dump +2[0-9]{2} ")
                .containsPattern("SQLite +employees +restore +2[0-9]{2} ")
                .containsPattern("restore s +with hooks s")
                .containsPattern("floor s +Doppel s");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void printsMarkdown() {
        Result result = bench(
                "--rows",
                "20000",
                "--engine",
                "sqlite",
                "--shape",
                "wide,large",
                "--runs",
                "1",
                "--only",
                "dump",
                "--markdown");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("|---|---|---|--:|")
                .containsPattern("\\| SQLite \\| wide +\\| dump +\\| +1,000 \\|")
                .containsPattern("\\| SQLite \\| large +\\| dump +\\| +10 \\|");
    }

    @Test
    void tellsWhatFailedAndLeavesNothingBehind() throws IOException {
        Path lame = script("[ \"$1\" = --version ] || { echo 'too tired' >&2; exit 7; }");

        Result result = bench("--rows", "300", "--engine", "sqlite", "--runs", "1", "--doppel", "sh " + lame);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("SQLite-employees: sh " + lame + " dump")
                .contains("ended with 7: too tired");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void believesNoRestoreThatLosesRows() throws IOException {
        Path forgetful = script("case $1 in restore) : >\"$4\" ;; *) exec " + DOPPEL + " \"$@\" ;; esac");

        Result result = bench("--rows", "300", "--engine", "sqlite", "--runs", "1", "--doppel", "sh " + forgetful);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("What Doppel restored is not what was dumped");
    }

    @Test
    void saysThatDoppelDoesNotRun() {
        Result result = bench("--engine", "sqlite", "--doppel", "false");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("false --version ended with 1");
    }

    @Test
    void measuresDoppelAloneWhereThereIsNoNativeTool() {
        Result result = bench(
                "--rows",
                "300",
                "--engine",
                "sqlite",
                "--runs",
                "1",
                "--only",
                "dump",
                "--tool",
                "sqlite3=/nowhere/sqlite3");

        assertThat(result.code()).as(result.err()).isEqualTo(0);
        assertThat(result.err()).contains("/nowhere/sqlite3");
        assertThat(result.out()).containsPattern("SQLite +employees +dump +2[0-9]{2} +- ");
    }

    @ParameterizedTest
    @CsvSource({
        "--engine oracle, Invalid value for option '--engine'",
        "--shape round, Invalid value for option '--shape'",
        "--rows many, Invalid value for option '--rows'",
        "--rows 0, --rows has to be 1 or more",
        "--runs -1, --runs has to be 1 or more",
        "--only dump --hooks, --hooks is measured on restores",
        "--faster, Unknown option: '--faster'"
    })
    void wrongArgumentsAreTold(String arguments, String message) {
        Result result = bench(arguments.split(" "));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains(message);
    }

    private Path script(String text) throws IOException {
        return Files.writeString(scripts.resolve("doppel"), text + "\n");
    }

    private Result bench(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> words = new ArrayList<>(List.of("--directory", folder.toString(), "--doppel", DOPPEL));
        if (List.of(arguments).contains("--doppel")) {
            words = new ArrayList<>(words.subList(0, 2));
        }
        words.addAll(List.of(arguments));
        int code = Bench.run(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
        return new Result(code, out.toString(), err.toString());
    }
}
