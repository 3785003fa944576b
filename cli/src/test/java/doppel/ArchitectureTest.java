package doppel;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.javaparser.JavaParser;
import com.github.javaparser.JavaToken;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.TokenRange;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import doppel.cli.Doppel;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walls between the packages: who may see whom, who may print, and who may know that a database has a vendor. */
class ArchitectureTest {
    private static final String ROOT = "doppel";
    private static final String SCHEMA = "doppel.schema";
    private static final String LITERAL = "doppel.literal";
    private static final String FIXTURE = "doppel.fixture";
    private static final String MIGRATION = "doppel.migration..";
    private static final String PROGRAM = "doppel.program";
    private static final String[] VENDORS = {
        "doppel.dialect.sqlite..", "doppel.dialect.postgresql..", "doppel.dialect.mysql.."
    };

    /** What engines share, and what all others see of them. */
    private static final String[] DIALECT = {
        "doppel.dialect",
        "doppel.dialect.choice",
        "doppel.dialect.portable",
        "doppel.dialect.reference",
        "doppel.dialect.server",
        "doppel.dialect.translation",
        "doppel.dialect.version"
    };

    /** What a dialect may know of the fixture: the rows that it saves. */
    private static final DescribedPredicate<JavaClass> ROWS = resideInAPackage(FIXTURE)
            .and(simpleName("Row").or(simpleName("Shape")).or(simpleName("ByShape")))
            .as("rows");

    private static final Pattern VENDOR_NAME = Pattern.compile("sqlite|postgres|mysql|mariadb");

    private static final JavaClasses DOPPEL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void theTestSeesTheClassesItJudges() {
        assertThat(DOPPEL.contain(Doppel.class)).isTrue();
    }

    @Test
    void theRootPackageDependsOnNoOther() {
        hold(onlySees(ROOT));
    }

    @Test
    void theSchemaDependsOnNothing() {
        hold(onlySees(SCHEMA, ROOT));
    }

    @Test
    void literalsKnowTheSchemaOnly() {
        hold(onlySees(LITERAL, ROOT, SCHEMA));
    }

    @Test
    void theFixtureKnowsSchemaAndLiterals() {
        hold(onlySees(FIXTURE, ROOT, SCHEMA, LITERAL));
    }

    @Test
    void migrationsKnowSchemaLiteralsAndRows() {
        hold(onlySees("doppel.migration", ROOT, SCHEMA, LITERAL, FIXTURE));
    }

    @Test
    void dialectsKnowSchemaLiteralsAndRows() {
        DescribedPredicate<JavaClass> known =
                resideInAnyPackage(ROOT, SCHEMA, LITERAL, "doppel.dialect..").or(ROWS);
        hold(noClasses()
                .that()
                .resideInAPackage("doppel.dialect..")
                .should()
                .dependOnClassesThat(resideInAPackage("doppel..").and(not(known))));
    }

    @Test
    void nobodyKnowsAVendor() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackages(VENDORS)
                .should()
                .dependOnClassesThat(resideInAnyPackage(VENDORS)));
    }

    @Test
    void vendorsDoNotSeeEachOther() {
        for (String vendor : VENDORS) {
            hold(noClasses()
                    .that()
                    .resideInAPackage(vendor)
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(VENDORS).and(not(resideInAPackage(vendor)))));
        }
    }

    @Test
    void programsAreTextAboutTheCore() {
        hold(onlySees(PROGRAM, seen(DIALECT, ROOT, SCHEMA, LITERAL, FIXTURE)));
    }

    @Test
    void theDumperDependsOnTheCore() {
        hold(onlySees("doppel.dump", seen(DIALECT, ROOT, SCHEMA, LITERAL, FIXTURE, PROGRAM)));
    }

    @Test
    void csvDependsOnTheDumper() {
        hold(onlySees("doppel.csv", seen(DIALECT, ROOT, SCHEMA, LITERAL, FIXTURE, "doppel.dump")));
    }

    @Test
    void theImporterDependsOnCsvAndTheRestorer() {
        hold(onlySees(
                "doppel.intake",
                seen(
                        DIALECT,
                        ROOT,
                        SCHEMA,
                        LITERAL,
                        FIXTURE,
                        MIGRATION,
                        "doppel.csv",
                        "doppel.csv.record",
                        "doppel.restore..")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"doppel.restore", "doppel.compare"})
    void theRestorerDependsOnTheCore(String restorer) {
        hold(onlySees(
                restorer,
                seen(
                        DIALECT,
                        ROOT,
                        SCHEMA,
                        LITERAL,
                        FIXTURE,
                        MIGRATION,
                        PROGRAM,
                        "doppel.restore..",
                        "doppel.compare")));
    }

    @Test
    void theShellDependsOnTheRestorer() {
        hold(onlySees(
                "doppel.shell",
                seen(
                        DIALECT,
                        ROOT,
                        SCHEMA,
                        LITERAL,
                        FIXTURE,
                        MIGRATION,
                        PROGRAM,
                        "doppel.restore..",
                        "doppel.compare",
                        "doppel.dump..")));
    }

    @Test
    void nobodyButTheSamplesAndTheCommandLineIsAboveTheVerifier() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackages("doppel.verify..", "doppel.samples..", "doppel.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("doppel.verify..", "doppel.samples..", "doppel.cli.."));
        hold(noClasses()
                .that()
                .resideInAPackage("doppel.verify..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("doppel.samples..", "doppel.cli.."));
        hold(noClasses()
                .that()
                .resideInAPackage("doppel.samples..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("doppel.cli.."));
    }

    /** In a larger one nobody finds anything. */
    @Test
    void noPackageHasMoreThanTwentyFiveFiles() throws IOException {
        Map<Path, Long> files;
        try (Stream<Path> sources = Files.walk(Path.of(".."))) {
            files = sources.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().replace('\\', '/').contains("/src/main/java/"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
        }
        assertThat(files).hasSizeGreaterThan(40);
        assertThat(files).allSatisfy((folder, count) -> assertThat(count).isLessThanOrEqualTo(25));
        assertThat(files.keySet())
                .allSatisfy(folder ->
                        assertThat(folder.resolve("package-info.java")).exists());
    }

    /** As .editorconfig says, which the formatter does not do for texts and comments. */
    @Test
    void noLineHasMoreThanAHundredAndTwentyCharacters() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(".."))) {
            List<Path> sources = all.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().replace('\\', '/').matches(".*/src/(main|test)/java/.*"))
                    .toList();
            assertThat(sources).hasSizeGreaterThan(500);
            for (Path source : sources) {
                assertThat(Files.readAllLines(source)).as(source.toString()).allMatch(line -> line.length() <= 120);
            }
        }
    }

    @Test
    void packagesHaveNoCycles() {
        hold(slices().matching("doppel.(**)").should().beFreeOfCycles());
    }

    @Test
    void onlyTheCommandLinePrintsOrExits() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackages("doppel.cli..", "doppel.samples..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .orShould()
                .callMethod(Throwable.class, "printStackTrace"));
    }

    /** Digits and letters of the machine's language would stand in error codes, in SQL and in fixtures. */
    @Test
    void nothingIsFormattedInTheLanguageOfTheMachine() {
        hold(noClasses()
                .should()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(PrintStream.class, "printf", String.class, Object[].class)
                .orShould()
                .callMethod(PrintStream.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(PrintWriter.class, "printf", String.class, Object[].class)
                .orShould()
                .callMethod(PrintWriter.class, "format", String.class, Object[].class)
                .orShould()
                .callConstructor(Formatter.class)
                .orShould()
                .callConstructor(Formatter.class, Appendable.class)
                .orShould()
                .callMethod(DateTimeFormatter.class, "ofPattern", String.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(NumberFormat.class));
    }

    /**
     * The shell gives its user the connection; the samples stand for the user's own application, which has its own
     * database; the servers of tests are no part of Doppel.
     */
    @Test
    void onlyDialectsTalkToDatabases() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackages("doppel.dialect..", "doppel.shell..", "doppel.samples..", "doppel.testing..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "javax.sql..", "org.jdbi..", "org.sqlite..", "org.postgresql..", "com.mysql.."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "program", "dumper", "csv", "restorer", "importer", "verifier", "shell"})
    void vendorNamesStayWithTheirDialect(String module) throws IOException {
        Path sources = Path.of("..", module, "src", "main", "java");
        List<String> found = new ArrayList<>();
        if (Files.exists(sources)) {
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                        .sorted()
                        .toList()) {
                    found.addAll(vendorNames(sources.relativize(file), Files.readString(file)));
                }
            }
        }
        assertThat(found).as("vendor names outside the engines' modules").isEmpty();
    }

    @Test
    void findsVendorNamesInCodeAndNotInComments() {
        String source = "/** SQLite */ class A { // MySQL\n  String postgresUrl = \"jdbc:MariaDB:\";\n}\n";

        assertThat(vendorNames(Path.of("doppel", "dialect", "A.java"), source))
                .containsExactly("doppel/dialect/A.java:2: postgresUrl", "doppel/dialect/A.java:2: \"jdbc:MariaDB:\"");
    }

    private static void hold(ArchRule rule) {
        rule.allowEmptyShould(true).check(DOPPEL);
    }

    /** What is in the package, or below it, depends on nothing of Doppel but itself and the packages named. */
    private static ArchRule onlySees(String subject, String... seen) {
        String itself = subject.equals(ROOT) ? ROOT : subject + "..";
        return classes()
                .that()
                .resideInAPackage(itself)
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("doppel.."))
                        .or(resideInAnyPackage(seen))
                        .or(resideInAPackage(itself)));
    }

    private static String[] seen(String[] some, String... others) {
        return Stream.concat(Stream.of(some), Stream.of(others)).toArray(String[]::new);
    }

    private static List<String> vendorNames(Path file, String source) {
        TokenRange tokens = new JavaParser(new ParserConfiguration().setLanguageLevel(LanguageLevel.JAVA_17))
                .parse(source)
                .getResult()
                .orElseThrow()
                .getTokenRange()
                .orElseThrow();
        List<String> found = new ArrayList<>();
        for (JavaToken token : tokens) {
            if (!token.getCategory().isComment()
                    && VENDOR_NAME
                            .matcher(token.getText().toLowerCase(Locale.ROOT))
                            .find()) {
                int line = token.getRange().orElseThrow().begin.line;
                found.add(file.toString().replace('\\', '/') + ":" + line + ": " + token.getText());
            }
        }
        return found;
    }
}
