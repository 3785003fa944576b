package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.Progress;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.DumpReport;
import doppel.dump.Dumper;
import doppel.fixture.Fixture;
import doppel.literal.JavaType;
import doppel.program.PlainFixture;
import doppel.program.PlainFixture.PlainMethod;
import doppel.program.PlainFixture.RowClass;
import doppel.schema.Column;
import doppel.schema.LoadOrder;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the database, its dump is plain data, says as text what it says as a program, and has no edits. */
class RestoreSourceOfDumpsTest {

    private static final int LONGEST_EXPRESSION = 1_000;
    private static final int LONGEST_TYPE = 20_000;

    @TempDir
    private Path folder;

    @Test
    void readsTheSchemaOfAnyDatabase() {
        int dumped = 0;
        for (long seed = 0; seed < 60; seed++) {
            Dump dump = dump(seed).orElse(null);
            if (dump == null) {
                continue;
            }
            dumped++;

            PlainFixture fixture = PlainFixture.read(dump.directory());

            assertThat(withoutCounts(fixture.schema())).as("seed " + seed).isEqualTo(inFixture(dump.schema()));
            assertThat(fixture.rows().stream().map(RowClass::count))
                    .as("seed " + seed)
                    .isEqualTo(dump.report().tables().stream()
                            .map(DumpReport.TableRows::rows)
                            .filter(rows -> rows > 0)
                            .toList());
            assertThat(fixture.rows())
                    .allSatisfy(rows -> assertThat(dump.directory().resolve(rows.name() + ".java"))
                            .exists());
            assertThat(fixture.createMethods().stream().map(PlainMethod::columns))
                    .as("seed " + seed)
                    .isEqualTo(dump.schema().tables().stream()
                            .map(table -> table.insertableColumns().stream()
                                    .map(Column::name)
                                    .toList())
                            .toList());
        }
        assertThat(dumped).isGreaterThan(30);
    }

    @Test
    void readsWhatTheCompiledFixtureSays() throws Exception {
        int dumped = 0;
        for (long seed = 100; seed < 108; seed++) {
            Dump dump = dump(seed).orElse(null);
            if (dump == null) {
                continue;
            }
            dumped++;
            PlainFixture plain = PlainFixture.read(dump.directory());
            try (URLClassLoader classes = compile(dump.directory(), folder.resolve("classes" + seed))) {
                Class<?> type = classes.loadClass("Restore");
                Fixture compiled = (Fixture) type.getDeclaredConstructor().newInstance();

                assertThat(plain.version()).isEqualTo(compiled.version());
                assertThat(plain.schema()).as("seed " + seed).isEqualTo(compiled.schema());
                assertThat(plain.createMethods().stream().map(RestoreSourceOfDumpsTest::signature))
                        .as("seed " + seed)
                        .containsExactlyInAnyOrderElementsOf(Stream.of(type.getDeclaredMethods())
                                .filter(method -> method.getReturnType() == void.class)
                                .filter(method -> !List.of("main", "load", "installMigrations")
                                        .contains(method.getName()))
                                .map(RestoreSourceOfDumpsTest::signature)
                                .toList());
            }
        }
        assertThat(dumped).isGreaterThan(4);
    }

    @Test
    void findsNoEditsInADump() throws IOException {
        for (long seed = 200; seed < 220; seed++) {
            Dump dump = dump(seed).orElse(null);
            if (dump == null) {
                continue;
            }
            String source = Files.readString(dump.directory().resolve("Restore.java"));

            DumpReport report = dump(seed, Optional.of(dump.directory()));

            assertThat(report.notices()).as("seed " + seed).isEmpty();
            assertThat(report.directory().resolve("Restore.java"))
                    .as("seed " + seed)
                    .hasContent(source);
        }
    }

    private record Dump(Path directory, Schema schema, DumpReport report) {}

    /** The dump of a database, unless it is one that the dumper refuses: that is another test's business. */
    private Optional<Dump> dump(long seed) {
        Path database = folder.resolve(seed + ".db");
        HostileDatabase.create(database, seed);
        Dialect dialect = Dialects.forUrl("jdbc:sqlite:" + database);
        try (Source source = dialect.openSource("jdbc:sqlite:" + database)) {
            DumpReport report = dump(seed, Optional.empty());
            List<Table> tables = LoadOrder.of(source.schema().tables()).tables().stream()
                    .sorted(Comparator.comparing(Table::internal))
                    .toList();
            return Optional.of(new Dump(
                    report.directory(),
                    new Schema(dialect.id(), tables, source.schema().others()),
                    report));
        } catch (DatabaseException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_NOT_CARRIED);
            return Optional.empty();
        }
    }

    private DumpReport dump(long seed, Optional<Path> hooksFrom) {
        String url = "jdbc:sqlite:" + folder.resolve(seed + ".db");
        Dialect dialect = Dialects.forUrl(url);
        DumpOptions options =
                DumpOptions.defaults().as("1.4.0").hooksFrom(hooksFrom).overwrite();
        try (Source source = dialect.openSource(url)) {
            return new Dumper(dialect, source, options, Progress.NONE).dump(folder.resolve("fixture" + seed));
        }
    }

    /** The schema as a fixture says it: very long types, defaults and names stand in schema.sql alone. */
    private static Schema inFixture(Schema schema) {
        return new Schema(
                schema.engine(),
                schema.tables().stream()
                        .map(table -> new Table(
                                table.name(),
                                table.columns().stream()
                                        .map(RestoreSourceOfDumpsTest::inFixture)
                                        .toList(),
                                table.primaryKey(),
                                table.foreignKeys(),
                                table.indexes(),
                                table.identity(),
                                table.internal(),
                                table.policy()))
                        .toList(),
                schema.others().stream()
                        .map(other -> cut(other, LONGEST_EXPRESSION))
                        .toList());
    }

    private static Column inFixture(Column column) {
        boolean stored = column.kind() == Column.Kind.STORED;
        boolean rowId = column.kind() == Column.Kind.ROW_ID;
        String type = cut(column.type(), LONGEST_TYPE);
        String defaultValue = column.defaultValue();
        return new Column(
                column.name(),
                rowId ? "INTEGER" : type,
                stored ? column.nullable() : !rowId,
                column.kind(),
                !stored || defaultValue == null || defaultValue.length() > LONGEST_EXPRESSION ? null : defaultValue);
    }

    private static String cut(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }

    private static URLClassLoader compile(Path directory, Path classes) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<String> arguments = Stream.concat(
                            Stream.of(
                                    "-d",
                                    Files.createDirectories(classes).toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "-proc:none",
                                    "-implicit:none"),
                            files.map(Path::toString).filter(file -> file.endsWith("Restore.java")))
                    .toList();
            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                    .isZero();
        }
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, Fixture.class.getClassLoader());
    }

    private static String signature(PlainMethod method) {
        return method.name() + "("
                + (method.wide()
                        ? "Object[]"
                        : method.types().stream().map(JavaType::source).collect(Collectors.joining(",")))
                + ")";
    }

    private static String signature(Method method) {
        return method.getName() + "("
                + Stream.of(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(","))
                + ")";
    }

    /** The schema without what the dump found out about its references. */
    private static Schema withoutCounts(Schema schema) {
        List<Table> tables = schema.tables().stream()
                .map(table -> table.withForeignKeys(table.foreignKeys().stream()
                        .map(key -> key.withDangling(0))
                        .toList()))
                .toList();
        return new Schema(schema.engine(), tables, schema.others());
    }
}
