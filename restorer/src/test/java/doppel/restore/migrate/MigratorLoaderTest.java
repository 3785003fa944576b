package doppel.restore.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.MigrationException;
import doppel.migration.Migrator;
import doppel.migration.Steps;
import doppel.migration.passage.MigrationPlan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application's migrators are those that are given, whatever classes of the same names Doppel has itself. */
final class MigratorLoaderTest {

    private static final String SERVICE = "META-INF/services/doppel.migration.Migrator";

    @TempDir
    private Path folder;

    /** One that Doppel has itself. */
    public static final class Installed implements Migrator {
        @Override
        public void steps(Steps steps) {
            steps.step("installed", "newer", "", up -> up.drop("a"));
        }
    }

    private Path source() throws IOException {
        return Files.writeString(folder.resolve("MigratorLoaderTest.java"), """
                package doppel.restore.migrate;
                public class MigratorLoaderTest {
                  public static final class Installed implements doppel.migration.Migrator {
                    @Override public void steps(doppel.migration.Steps steps) {
                      steps.step("1", "2", "", up -> up.drop("a"));
                    }
                  }
                }
                """);
    }

    private Path jar(boolean withClasses) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        String path = System.getProperty("java.class.path");
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", path, "-d", classes.toString(), source().toString());
        assertThat(exit).isZero();
        Path jar = folder.resolve("application.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(SERVICE));
            zip.write("doppel.restore.migrate.MigratorLoaderTest$Installed\n".getBytes(StandardCharsets.UTF_8));
            for (String name : withClasses ? List.of("", "$Installed") : List.<String>of()) {
                String entry = "doppel/restore/migrate/MigratorLoaderTest" + name + ".class";
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(Files.readAllBytes(classes.resolve(entry)));
            }
        }
        return jar;
    }

    private static List<String> versions(Path path) {
        return MigrationPlan.versions(new MigratorLoader(List.of(path)).migrators());
    }

    @Test
    void takesTheSourceThatIsGiven() throws IOException {
        assertThat(versions(source())).containsExactly("1", "2");
    }

    @Test
    void takesTheClassesOfTheJarThatIsGiven() throws IOException {
        assertThat(versions(jar(true))).containsExactly("1", "2");
    }

    @Test
    void takesNoClassesThatDoppelHasItself() throws IOException {
        Path jar = jar(false);

        assertThatThrownBy(() -> versions(jar))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("holds no migrator");
    }
}
