package doppel.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.Progress;
import doppel.restore.check.Seal;
import doppel.restore.migrate.MigrationOptions;
import doppel.restore.report.RestoreReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A fixture that a test writes, and the database file that it restores it into. Not thread-safe. */
final class RestoredFixture {

    /** What the fixtures' {@code attempt()} counts up. */
    private static final String ATTEMPTS = "doppel.attempts";

    private final Path home;
    private final Path directory;
    private final List<String> tables = new ArrayList<>();
    private final Map<String, Integer> rowClasses = new LinkedHashMap<>();
    private final StringBuilder members = new StringBuilder();
    private Optional<Path> schema = Optional.empty();
    private MigrationOptions migrations = MigrationOptions.NONE;
    private String described = "";
    private String load;

    private RestoredFixture(Path home) {
        this.home = home;
        directory = home.resolve("fixture");
    }

    /** A fixture in a directory below this one, with the database beside it. */
    static RestoredFixture in(Path home) throws IOException {
        RestoredFixture fixture = new RestoredFixture(home);
        Files.createDirectories(fixture.directory);
        return fixture;
    }

    /** A statement of {@code schema.sql}. */
    RestoredFixture table(String ddl) {
        tables.add(ddl + ";\n");
        return this;
    }

    /** Members of the class {@code Restore}, such as create methods. */
    RestoredFixture members(String source) {
        members.append(source).append('\n');
        return this;
    }

    /** A row file with these statements. */
    RestoredFixture rows(String className, String... statements) throws IOException {
        return rows(className, statements.length, i -> statements[i]);
    }

    /** A row file with so many statements. */
    RestoredFixture rows(String className, int count, IntFunction<String> statement) throws IOException {
        StringBuilder source = new StringBuilder(head(className));
        for (int i = 0; i < count; i++) {
            source.append("    ").append(statement.apply(i)).append('\n');
        }
        return rowFile(className, count, source.append("  }\n}\n").toString());
    }

    /** What stands before the first statement of a row file. */
    static String head(String className) {
        return "import static doppel.fixture.Literals.*;\nimport doppel.fixture.*;\n\n/** Rows. */\nfinal class "
                + className + " implements Rows<Restore> {\n  @Override public void load(Restore into) {\n";
    }

    /** A row file with this text. */
    RestoredFixture rowFile(String className, int count, String source) throws IOException {
        rowClasses.put(className, count);
        return file(className + ".java", source);
    }

    /** A file. */
    RestoredFixture file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** The body of {@code load()}; otherwise it loads the row files in the order in which they were given. */
    RestoredFixture load(String body) {
        load = body;
        return this;
    }

    /** Restores into a schema that {@code --schema} gives. */
    RestoredFixture intoSchema(String ddl) throws IOException {
        schema = Optional.of(Files.writeString(home.resolve("new.sql"), ddl));
        return this;
    }

    /**
     * Restores into the fixture's own schema, but as one that {@code --schema} gives: nothing that is broken is
     * reproduced.
     */
    RestoredFixture intoOtherSchema() throws IOException {
        return intoSchema(String.join("", tables));
    }

    /**
     * What {@code schema()} says of the tables: calls of {@code Table.named(...)} and so on, with commas between them.
     */
    RestoredFixture described(String calls) {
        described = ", " + calls;
        return this;
    }

    /** Restores through the steps of this body of {@code Migrator.steps(steps)}. */
    RestoredFixture steps(String body) throws IOException {
        Path source = home.resolve("Migrations.java");
        Files.writeString(source, """
                import doppel.fixture.*;
                import doppel.migration.*;

                public final class Migrations implements Migrator {
                  @Override public void steps(Steps steps) {
                """ + body + "  }\n}\n");
        return migrations(source);
    }

    /** Restores through the steps found here. */
    RestoredFixture migrations(Path... paths) {
        migrations = new MigrationOptions(List.of(paths), migrations.toVersion());
        return this;
    }

    /** Migrators use what is there. */
    RestoredFixture classPath(Path path) {
        migrations = migrations.withClassPath(List.of(path));
        return this;
    }

    /** Restores as this version. */
    RestoredFixture toVersion(String version) {
        migrations = new MigrationOptions(migrations.paths(), Optional.of(version));
        return this;
    }

    /** Writes the program and {@code schema.sql}, and makes what is there the fixture's truth. */
    RestoredFixture seal() throws IOException {
        StringBuilder rows = new StringBuilder();
        rowClasses.forEach((name, count) -> rows.append("    rows(\"" + name + "\", " + count + ");\n"));
        file("schema.sql", String.join("", tables));
        file(
                "Restore.java",
                """
                import static doppel.fixture.Literals.*;
                import doppel.fixture.*;
                import doppel.schema.*;

                public class Restore extends Fixture {
                  @Override public String version() { return "1.4.0"; }
                  @Override public Schema schema() { return Schema.of("sqlite\"""" + described + """
                ); }
                  @Override public void load() {
                """
                        + (load == null ? rows : load) + "  }\n  static void attempt() {\n"
                        + "    ((java.util.concurrent.atomic.AtomicLong) System.getProperties().get(\"" + ATTEMPTS
                        + "\")).incrementAndGet();\n  }\n" + members + "}\n");
        System.getProperties().put(ATTEMPTS, new AtomicLong());
        Seal.seal(directory);
        return this;
    }

    /** Replaces text in a file of the fixture, which must hold it. */
    RestoredFixture edit(String file, String old, String replacement) throws IOException {
        Path path = directory.resolve(file);
        assertThat(path).content().contains(old);
        Files.writeString(path, Files.readString(path).replace(old, replacement));
        return this;
    }

    Path directory() {
        return directory;
    }

    Path unsaved() {
        return directory.resolve("unsaved");
    }

    Path database() {
        return home.resolve("target.db");
    }

    /** How often the program called {@code attempt()} since it was sealed. */
    long attempts() {
        return ((AtomicLong) System.getProperties().get(ATTEMPTS)).get();
    }

    /** The usual options. */
    Options options() {
        return new Options();
    }

    /** Options of a restore. Not thread-safe. */
    final class Options {
        private boolean replace;
        private long tolerated;
        private boolean strict;
        private boolean resume;
        private boolean edited;
        private boolean compile;
        private boolean dryRun;
        private boolean referencesAtOnce;

        Options replace() {
            replace = true;
            return this;
        }

        Options tolerate(long rows) {
            tolerated = rows;
            return this;
        }

        Options strict() {
            strict = true;
            return this;
        }

        Options resume() {
            resume = true;
            return this;
        }

        Options edited() {
            edited = true;
            return this;
        }

        Options compiled(boolean all) {
            compile = all;
            return this;
        }

        Options dryRun() {
            dryRun = true;
            return this;
        }

        /** References are checked with each row, or at the end. */
        Options referencesAtOnce(boolean atOnce) {
            referencesAtOnce = atOnce;
            return this;
        }

        RestoreReport restore() {
            RestoreOptions options = RestoreOptions.into(database().toString())
                    .schema(resume && !replace ? schema.filter(path -> !Files.exists(database())) : schema)
                    .tolerate(tolerated)
                    .with(RestoreOptions.Choice.REPLACE, replace)
                    .with(RestoreOptions.Choice.STRICT, strict)
                    .with(RestoreOptions.Choice.RESUME, resume)
                    .with(RestoreOptions.Choice.EDITED, edited)
                    .with(RestoreOptions.Choice.COMPILE, compile)
                    .with(RestoreOptions.Choice.DRY_RUN, dryRun)
                    .migrations(migrations);
            RestoreReport report = new Restorer(options, Progress.NONE, referencesAtOnce).restore(directory);
            assertAccounts(report);
            return report;
        }

        /** Restores in vain: nothing beside the fixture changes. */
        DoppelException fail(ErrorCode code) throws IOException {
            Map<String, String> before = filesOf(home);
            DoppelException[] thrown = new DoppelException[1];
            assertThatThrownBy(this::restore).isInstanceOfSatisfying(DoppelException.class, e -> thrown[0] = e);
            assertThat(thrown[0].code()).as(thrown[0].toString()).isEqualTo(code);
            assertThat(thrown[0].nextStep()).endsWith(".");
            assertThat(filesOf(home)).isEqualTo(before);
            return thrown[0];
        }
    }

    RestoreReport restore() {
        return options().restore();
    }

    private static void assertAccounts(RestoreReport report) {
        assertThat(report.tables())
                .allSatisfy(rows -> assertThat(rows.saved() + rows.skipped() + rows.unsaved())
                        .isEqualTo(rows.read()))
                .allSatisfy(rows -> assertThat(rows.unsaved()).isNotNegative());
    }

    /** What became of the rows of a table: read, saved, skipped, unsaved. */
    static List<Long> account(RestoreReport report, String table) {
        return report.tables().stream()
                .filter(rows -> rows.table().equals(table))
                .findFirst()
                .map(rows -> List.of(rows.read(), rows.saved(), rows.skipped(), rows.unsaved()))
                .orElse(List.of());
    }

    /** The rows of a query, their values in SQLite's own literals, with {@code |} between them. */
    List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(result.getString(i));
                }
                rows.add(String.join("|", values.stream().map(String::valueOf).toList()));
            }
        }
        return rows;
    }

    /** One number. */
    long count(String table) throws SQLException {
        return Long.parseLong(query("SELECT count(*) FROM " + table).get(0));
    }

    /** Everything in a table, exactly. */
    List<String> contents(String table, String... columns) throws SQLException {
        String all = String.join(
                ", ",
                Stream.of(columns)
                        .flatMap(column -> Stream.of("typeof(" + column + ")", "quote(" + column + ")"))
                        .toList());
        return query("SELECT " + all + " FROM " + table + " ORDER BY rowid");
    }

    /** Runs SQL in the database. */
    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** The names of all files below a directory, with their bytes. */
    static Map<String, String> filesOf(Path directory) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                files.put(
                        directory.relativize(path).toString(),
                        new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    /** What javac says of a fixture with all warnings on: nothing, if it is right. */
    static String javac(Path fixture, Path classes) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-Xlint:all", "-Werror", "-d", classes.toString(), "-cp"));
        arguments.add(Path.of(doppel.fixture.Fixture.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString());
        try (Stream<Path> files = Files.list(fixture)) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ToolProvider.getSystemJavaCompiler().run(null, out, out, arguments.toArray(String[]::new));
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The numbers from 0, shuffled by a seed. */
    static List<Integer> shuffled(int count, long seed) {
        List<Integer> numbers =
                new ArrayList<>(IntStream.range(0, count).boxed().toList());
        java.util.Collections.shuffle(numbers, new java.util.Random(seed));
        return numbers;
    }
}
