package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.Progress;
import doppel.dialect.Dialect;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.DumpPolicies;
import doppel.dump.DumpReport;
import doppel.dump.Dumper;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.restore.report.RestoreReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** References that no natural key can express, or that would lead nowhere, are refused by name. */
final class PolicyRefusalsTest {

    @TempDir
    private Path folder;

    private String url;

    @Test
    void refusesReferencesToSkippedRowsUnlessTheyAreTolerated() {
        create(
                "CREATE TABLE session (id INTEGER PRIMARY KEY)",
                "CREATE TABLE cart (id INTEGER PRIMARY KEY, session INTEGER REFERENCES session (id))",
                "INSERT INTO session VALUES (1), (2)",
                "INSERT INTO cart VALUES (1, 1), (2, 2), (3, 2), (4, NULL)");

        refuses(ErrorCode.ROWS_LEFT_BEHIND, "cart (session) to session (id): 3 rows: [1], [2].", "session=skip");
        assertThat(folder.resolve("fixture")).doesNotExist();

        DumpReport report = dump(policies("session=skip"), List.of(), true);
        assertThat(report.notices())
                .containsExactly(
                        "Rows refer to skipped rows, so these references now lead nowhere: cart (session) to session"
                                + " (id): 3 rows:"
                                + " [1], [2].",
                        "The rows of session are not in the dump: they are skipped.");
        RestoreReport restored = restore();
        assertThat(restored.published()).isTrue();
        assertThat(restored.faults()).hasSize(1);
    }

    @Test
    void skipsRowsThatOnlySkippedRowsReferTo() {
        create(
                "CREATE TABLE session (id INTEGER PRIMARY KEY, last INTEGER REFERENCES session (id))",
                "CREATE TABLE cart (id INTEGER PRIMARY KEY, session INTEGER REFERENCES session (id))",
                "INSERT INTO session VALUES (1, 1)",
                "INSERT INTO cart VALUES (1, 1)");

        assertThat(dump(policies("session=skip", "cart=skip"), List.of(), false).rows())
                .isZero();
        assertThat(restore().published()).isTrue();
    }

    @Test
    void countsTheRowsThatReferToWhatIsLeftOut() {
        create(
                "CREATE TABLE a (id INTEGER PRIMARY KEY)",
                "CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a (id), other INTEGER REFERENCES a (id))",
                "INSERT INTO a VALUES (1)",
                "INSERT INTO b VALUES (1, 1, NULL), (2, NULL, NULL), (3, 1, NULL)");

        assertThat(dump(DumpPolicies.NONE, List.of("a"), false).notices())
                .containsExactly("Rows refer to tables that are left out: b (a) to a (id): 2 rows: [1].");
    }

    @Test
    void needsANaturalKeyWhereNoUniqueIndexIsOne() {
        create(
                "CREATE TABLE country (id INTEGER PRIMARY KEY, iso TEXT NOT NULL, label TEXT)",
                "CREATE TABLE city (id INTEGER PRIMARY KEY, country INTEGER REFERENCES country (id))",
                "INSERT INTO country VALUES (1, 'CH', 'x'), (2, 'CH', NULL), (3, 'DE', NULL)",
                "INSERT INTO city VALUES (1, 1), (2, 3)");

        refuses(ErrorCode.NATURAL_KEY_NEEDED, "no unique index", "country=recreate");
        refuses(
                ErrorCode.NATURAL_KEY_NEEDED,
                "The table country has no column izo; did you mean iso?",
                DumpPolicies.of(List.of("country=recreate"), List.of("country=izo")));
        refuses(
                ErrorCode.NATURAL_KEY_UNFIT,
                "city (country) to country (id): 1 row for a natural key that several rows have: [CH].",
                DumpPolicies.of(List.of("country=recreate"), List.of("country=iso")));
        refuses(
                ErrorCode.NATURAL_KEY_UNFIT,
                "city (country) to country (id): 1 row for a row whose natural key is NULL: [3].",
                DumpPolicies.of(List.of("country=recreate"), List.of("country=label")));
        refuses(ErrorCode.UNKNOWN_TABLE, "the table contry, which is not dumped; did you mean country?", "contry=skip");
        refuses(
                ErrorCode.USAGE,
                "--natural names the table country",
                DumpPolicies.of(List.of(), List.of("country=iso")));
    }

    @Test
    void needsToKnowWhichOfTwoUniqueIndexes() {
        create(
                "CREATE TABLE country (id INTEGER PRIMARY KEY, iso TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE)",
                "CREATE TABLE city (id INTEGER PRIMARY KEY, country INTEGER REFERENCES country (id))");

        refuses(ErrorCode.NATURAL_KEY_NEEDED, "2 unique indexes could say", "country=recreate");
        dump(DumpPolicies.of(List.of("country=recreate"), List.of("country=name")), List.of(), false);
    }

    @Test
    void refusesReferencesThatLedNowhereOrAreWrittenOtherwise() {
        create(
                "CREATE TABLE country (id TEXT COLLATE NOCASE PRIMARY KEY, iso TEXT NOT NULL UNIQUE)",
                "CREATE TABLE city (id INTEGER PRIMARY KEY, country TEXT COLLATE NOCASE REFERENCES country (id))",
                "INSERT INTO country VALUES ('a', 'CH')",
                "INSERT INTO city VALUES (1, 'a'), (2, 'A'), (3, 'b')");

        refuses(
                ErrorCode.NATURAL_KEY_UNFIT,
                "city (country) to country (id): 2 rows with a key that no row has in exactly this spelling: [A], [b].",
                "country=recreate");
    }

    @Test
    void refusesKeysOfWhichAPartIsNull() {
        create(
                "CREATE TABLE region (land TEXT, no INTEGER, code TEXT NOT NULL, PRIMARY KEY (land, no))",
                "CREATE TABLE city (id INTEGER PRIMARY KEY, land TEXT, no INTEGER,"
                        + " FOREIGN KEY (land, no) REFERENCES region (land, no))",
                "INSERT INTO region VALUES ('CH', 1, 'BE')",
                "INSERT INTO city VALUES (1, 'CH', 1), (2, 'CH', NULL), (3, NULL, 7)");

        refuses(
                ErrorCode.NATURAL_KEY_UNFIT,
                "city (land, no) to region (land, no): 1 row with a key that is partly NULL: [null, 7].",
                DumpPolicies.of(List.of("region=recreate"), List.of("region=land,code")));
    }

    @Test
    void refusesColumnsThatWouldNeedTwoValuesAtOnce() {
        create(
                "CREATE TABLE country (id INTEGER PRIMARY KEY, iso TEXT NOT NULL UNIQUE)",
                "CREATE TABLE name (country INTEGER REFERENCES country (id), language TEXT, PRIMARY KEY (country, "
                        + "language))",
                "CREATE TABLE use (id INTEGER PRIMARY KEY, country INTEGER, language TEXT,"
                        + " FOREIGN KEY (country, language) REFERENCES name (country, language))");

        refuses(
                ErrorCode.NATURAL_KEY_NEEDED,
                "The column country of use would need two values at once: the key (country, language) to name (country,"
                        + " language) wants the new id of country, and its other keys want it as it is.",
                "country=recreate");
    }

    @Test
    void looksUpAColumnOfTwoKeysThatAgree() {
        create(
                "CREATE TABLE country (id INTEGER PRIMARY KEY, iso TEXT NOT NULL UNIQUE)",
                "CREATE TABLE name (country INTEGER REFERENCES country (id), language TEXT, PRIMARY KEY (country, "
                        + "language))",
                "CREATE TABLE use (id INTEGER PRIMARY KEY, country INTEGER REFERENCES country (id), language TEXT,"
                        + " FOREIGN KEY (country, language) REFERENCES name (country, language))",
                "INSERT INTO country VALUES (1, 'CH')",
                "INSERT INTO name VALUES (1, 'de')",
                "INSERT INTO use VALUES (1, 1, 'de')");

        assertThat(dump(policies("country=recreate"), List.of(), false).rows()).isEqualTo(2);
        assertThat(folder.resolve("fixture/UseRows.java")).content().contains("into.use(1, \"CH\", \"de\");");
    }

    @Test
    void refusesANaturalKeyThatIsRecreatedItself() {
        create(
                "CREATE TABLE country (id INTEGER PRIMARY KEY, iso TEXT NOT NULL UNIQUE)",
                "CREATE TABLE region (id INTEGER PRIMARY KEY, country INTEGER NOT NULL REFERENCES country (id),"
                        + " code TEXT NOT NULL, UNIQUE (country, code))",
                "CREATE TABLE city (id INTEGER PRIMARY KEY, region INTEGER REFERENCES region (id))");

        refuses(
                ErrorCode.NATURAL_KEY_NEEDED,
                "The column country of the natural key of region refers to rows that are themselves recreated.",
                DumpPolicies.of(List.of("country=recreate", "region=recreate"), List.of("country=iso")));
        dump(policies("region=recreate"), List.of(), false);
    }

    private void create(String... statements) {
        url = Engine.SQLITE.fresh(folder, "source");
        Engine.SQLITE.run(url, statements);
    }

    private static DumpPolicies policies(String... policies) {
        return DumpPolicies.of(List.of(policies), List.of());
    }

    private void refuses(ErrorCode code, String message, String policy) {
        refuses(code, message, policies(policy));
    }

    private void refuses(ErrorCode code, String message, DumpPolicies policies) {
        DoppelException refusal = catchThrowableOfType(DoppelException.class, () -> dump(policies, List.of(), false));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal).hasMessageContaining(message);
    }

    private DumpReport dump(DumpPolicies policies, List<String> excluded, boolean tolerate) {
        Dialect dialect = Dialects.forUrl(url);
        DumpOptions options = DumpOptions.defaults()
                .as("1")
                .excluding(excluded)
                .overwrite()
                .with(DumpOptions.Choice.TOLERATE, tolerate)
                .policies(policies);
        try (Source source = dialect.openSource(url)) {
            return new Dumper(dialect, source, options, Progress.NONE).dump(folder.resolve("fixture"));
        }
    }

    private RestoreReport restore() {
        RestoreOptions options =
                RestoreOptions.into(folder.resolve("restored.db").toString());
        return new Restorer(options, Progress.NONE).restore(folder.resolve("fixture"));
    }
}
