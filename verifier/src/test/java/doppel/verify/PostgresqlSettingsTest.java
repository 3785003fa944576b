package doppel.verify;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.Progress;
import doppel.dialect.Dialects;
import doppel.dialect.Source;
import doppel.dump.DumpOptions;
import doppel.dump.Dumper;
import doppel.restore.RestoreOptions;
import doppel.restore.Restorer;
import doppel.testing.RichPostgresql;
import doppel.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings of a database that change what is read, how it reads, or how long something may take. */
final class PostgresqlSettingsTest {

    private static final int NEWEST = 18;

    /** A setting each, with a value that would do harm. */
    private static final List<String> HOSTILE = List.of(
            "array_nulls = off",
            "backslash_quote = off",
            "bytea_output = 'escape'",
            "check_function_bodies = on",
            "client_min_messages = error",
            "constraint_exclusion = on",
            "\"DateStyle\" = 'German, DMY'",
            "default_text_search_config = 'german'",
            "default_transaction_deferrable = on",
            "default_transaction_isolation = 'serializable'",
            "enable_seqscan = off",
            "escape_string_warning = off",
            "exit_on_error = on",
            "extra_float_digits = -15",
            "gin_fuzzy_search_limit = 1",
            "icu_validation_level = error",
            "idle_in_transaction_session_timeout = 50",
            "idle_session_timeout = 50",
            "\"IntervalStyle\" = 'sql_standard'",
            "lc_monetary = 'C'",
            "lock_timeout = 1",
            "quote_all_identifiers = on",
            "restrict_nonsystem_relation_kind = 'view'",
            "row_security = off",
            "search_path = app, pg_catalog",
            "session_replication_role = replica",
            "standard_conforming_strings = off",
            "statement_timeout = 40",
            "\"TimeZone\" = 'Asia/Kathmandu'",
            "transaction_timeout = 200",
            "transform_null_equals = on",
            "xmlbinary = hex",
            "xmloption = document",
            "zero_damaged_pages = on");

    @TempDir
    private Path folder;

    @Test
    void changeNothingThatIsReadOrWritten() throws Exception {
        Path expected = folder.resolve("expected");
        String script = dump(rich(), expected);
        String url = rich();
        HOSTILE.forEach(setting -> set(url, setting));

        Path fixture = folder.resolve("fixture");
        assertThat(dump(url, fixture)).isEqualTo(script);
        assertThat(files(fixture)).isEqualTo(files(expected));
        new Restorer(RestoreOptions.into(url).replace(), Progress.NONE).restore(expected);
        Path again = folder.resolve("again");
        assertThat(dump(url, again)).isEqualTo(script);
        assertThat(files(again)).isEqualTo(files(expected));
    }

    @Test
    void shortTimesDoNotEndADoubleDump() {
        String url = rich();
        HOSTILE.stream().filter(setting -> setting.contains("timeout")).forEach(setting -> set(url, setting));
        DoubleDump.assertLossless(url);
    }

    private static void set(String url, String setting) {
        Engine.POSTGRESQL.run(
                TestServer.POSTGRESQL.url("postgres"),
                "ALTER DATABASE " + url.replaceAll(".*/([^/?]*)\\?.*", "$1") + " SET " + setting);
    }

    private static String rich() {
        String url = TestServer.POSTGRESQL.freshDatabase();
        RichPostgresql.create(url, NEWEST);
        return url;
    }

    private static String dump(String url, Path fixture) {
        try (Source source = Dialects.forUrl(url).openSource(url)) {
            new Dumper(Dialects.forUrl(url), source, DumpOptions.defaults(), Progress.NONE).dump(fixture);
            return source.ddl(source.schema().tables()).script();
        }
    }

    private static String files(Path fixture) throws java.io.IOException {
        return java.nio.file.Files.readString(fixture.resolve("MANIFEST"));
    }
}
