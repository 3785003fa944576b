package doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.testing.GuardedPostgresql;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes.Name;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Paths and passwords are UTF-8 in every locale, also without one, as under cron and in containers. This is the work of
 * {@code bin/doppel}, which runs here in a checkout of its own that starts the classes of the tests.
 */
final class LocalesTest {

    private static final List<String> ASCII =
            List.of("-u LANG -u LC_ALL", "LC_ALL=C", "LC_ALL=POSIX", "LC_ALL=xx_XX.UTF-8", "-u LC_ALL LC_CTYPE=C");

    private static final String NAME = "bücher 日本";

    @TempDir
    private Path folder;

    static Stream<Arguments> locales() {
        return Child.homes().stream().flatMap(home -> ASCII.stream().map(locale -> Arguments.of(home, locale)));
    }

    @ParameterizedTest
    @MethodSource("locales")
    void takesPathsAsUtf8(Path home, String locale) throws IOException, InterruptedException {
        Path database = Database.library(folder.resolve("library.db"));
        String doppel = checkout(home);

        shell(home, locale, "cp library.db '" + NAME + ".db'");
        for (String command : List.of(
                "dump 'NAME.db' 'NAME' --verify",
                "restore 'NAME' --into 'neue NAME.db'",
                "double-dump 'neue NAME.db'")) {
            Shell.Result result = shell(home, locale, doppel + command.replace("NAME", NAME));

            assertThat(result.err()).doesNotContain("DOPPEL");
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(result.out()).contains(NAME);
        }
        shell(home, locale, "cp 'neue " + NAME + ".db' copy.db");
        assertThat(Database.digest(folder.resolve("copy.db"))).isEqualTo(Database.digest(database));
    }

    @Test
    void worksInADirectoryWithSuchAName() throws IOException, InterruptedException {
        Database.library(folder.resolve("library.db"));
        String doppel = checkout(Child.ownHome());

        Shell.Result result = shell(
                Child.ownHome(),
                "LC_ALL=C",
                "mkdir 'NAME'; cp library.db 'NAME'; cd 'NAME'; ".replace("NAME", NAME)
                        + doppel + "dump library.db fixture; "
                        + doppel + "restore fixture --into new.db; cp new.db ..");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(Database.digest(folder.resolve("new.db"))).isEqualTo(Database.digest(folder.resolve("library.db")));
    }

    @Test
    void takesPasswordsAsUtf8() throws Exception {
        String doppel = checkout(Child.ownHome());
        try (GuardedPostgresql server = new GuardedPostgresql(Files.createDirectory(folder.resolve("server")))) {
            String host = "127.0.0.1:" + server.port() + "/library";
            String inUrl = URLEncoder.encode(GuardedPostgresql.PASSWORD, StandardCharsets.UTF_8)
                    .replace("+", "%20");
            String quoted = "'" + GuardedPostgresql.PASSWORD.replace("'", "'\\''") + "'";
            for (String command : List.of(
                    "export PGPASSWORD=" + quoted + "; " + doppel + "check postgresql://ann@" + host,
                    "export DOPPEL_PASSWORD=" + quoted + "; " + doppel + "check postgresql://ann@" + host,
                    doppel + "check postgresql://ann:" + inUrl + "@" + host,
                    doppel + "check postgresql://ann:" + inUrl.replace("%C3%BC", "ü") + "@" + host)) {
                Shell.Result result = shell(Child.ownHome(), "LC_ALL=C", command);

                assertThat(result.code()).as(result.err()).isZero();
            }
        }
    }

    @Test
    void saysWhyLettersAreLostWhereNobodyChoseTheLocale() throws IOException, InterruptedException {
        String java =
                Child.java(Child.ownHome(), "doppel.cli.Doppel").stream().collect(Collectors.joining("' '", "'", "'"));
        for (String command : List.of(
                "dump bücher.db fixture",
                "check postgresql://ann:ü@127.0.0.1/library",
                "check postgresql://ann@127.0.0.1/library")) {
            Shell.Result result =
                    shell(Child.ownHome(), "LC_ALL=C", "export DOPPEL_PASSWORD=ü; " + java + " " + command);

            assertThat(result.code()).as(result.err()).isEqualTo(2);
            assertThat(result.err())
                    .contains("DOPPEL-076", "locale", command.contains("ü") ? "the command line" : "DOPPEL_PASSWORD");
        }
    }

    /** Runs it under the locale that these words of {@code env} give. */
    private Shell.Result shell(Path home, String locale, String command) throws IOException, InterruptedException {
        Path script = folder.resolve("script");
        Files.writeString(script, "set -e\n" + command + "\n");
        List<String> words = new ArrayList<>(List.of("env"));
        words.addAll(List.of(locale.split(" ")));
        words.addAll(List.of("JAVA_HOME=" + home, "sh", script.toString()));
        return Child.run(folder, words);
    }

    /** The word that starts a checkout that is built: its jar names the classes of the tests. */
    private String checkout(Path home) throws IOException {
        Path root = folder.resolve("checkout");
        Path launcher = root.resolve("bin/doppel");
        Path launch = root.resolve("cli/target/launch");
        Path archive = launch.resolve(home.toString().substring(1)).resolve(version(home) + ".jsa");
        for (Path parent : List.of(root.resolve("bin"), root.resolve(".mvn"), root.resolve("cli/src/main"), archive)) {
            Files.createDirectories(parent.equals(archive) ? archive.getParent() : parent);
        }
        for (String file : List.of("doppel", "doppel.vmoptions")) {
            Files.copy(Path.of("../bin", file), root.resolve("bin").resolve(file));
        }
        Files.createFile(root.resolve("pom.xml"));
        Files.createFile(root.resolve("cli/pom.xml"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Name.MAIN_CLASS, "doppel.cli.Doppel");
        manifest.getMainAttributes()
                .put(
                        Name.CLASS_PATH,
                        Stream.of(System.getProperty("java.class.path").split(":"))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(launch.resolve("doppel.jar")), manifest).close();
        Files.createFile(archive); // empty: this Java can make none
        return "'" + launcher + "' ";
    }

    private static String version(Path home) throws IOException {
        Properties release = new Properties();
        release.load(Files.newBufferedReader(home.resolve("release"), StandardCharsets.UTF_8));
        return release.getProperty("JAVA_VERSION").replace("\"", "");
    }
}
