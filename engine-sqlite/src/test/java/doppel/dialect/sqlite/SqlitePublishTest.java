package doppel.dialect.sqlite;

import static doppel.dialect.sqlite.Database.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.dialect.Source;
import doppel.dialect.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlitePublishTest {

    private static final String SCRIPT = "CREATE TABLE t (x);";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b.db",
                "what?.db",
                "what?mode=memory",
                "100%.db",
                "%41.db",
                "#1.db",
                "Müller.db",
                "日本 😀.db",
                "a&b=c;d.db",
                "'quoted'.db",
                "-x.db",
                "a:b.db"
            })
    void anyFileNameWillDo(String name) throws Exception {
        Path path = directory.resolve(name);
        publish(new Database(path), "new");
        assertThat(files()).containsExactly(name);
        try (Source source = Database.SQLITE.openSource("jdbc:sqlite:" + path)) {
            assertThat(source.digest(source.schema().table("t").orElseThrow()).rows())
                    .isEqualTo(1);
        }
        publish(new Database(path), "newer");
        assertThat(files()).containsExactly(name);
        assertThat(new Database(path).query("SELECT x FROM t")).containsExactly("newer");
    }

    @Test
    void theOldFileKeepsItsModeAndOwner() throws Exception {
        assumeTrue(Files.getFileStore(directory).supportsFileAttributeView("posix"));
        Database database = Database.create(directory.resolve("a.db"), SCRIPT);
        Files.setPosixFilePermissions(database.path(), PosixFilePermissions.fromString("rw-r----x"));
        boolean root = Integer.valueOf(0).equals(Files.getAttribute(directory, "unix:uid"));
        if (root) {
            Files.setAttribute(database.path(), "unix:uid", 12_345);
            Files.setAttribute(database.path(), "unix:gid", 54_321);
        }
        publish(database, "new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(database.path())))
                .isEqualTo("rw-r----x");
        if (root) {
            assertThat(Files.getAttribute(database.path(), "unix:uid")).isEqualTo(12_345);
            assertThat(Files.getAttribute(database.path(), "unix:gid")).isEqualTo(54_321);
        }
    }

    @Test
    void closedBeforeItIsPublishedItLeavesEverythingAsItWas() throws Exception {
        for (String mode : List.of("DELETE", "WAL")) {
            Path own = Files.createDirectory(directory.resolve(mode));
            Database database = Database.create(
                    own.resolve("a.db"),
                    "PRAGMA journal_mode = " + mode,
                    "CREATE TABLE old (x)",
                    "INSERT INTO old VALUES (1)");
            byte[] before = Files.readAllBytes(database.path());
            try (Target target = database.target(SCRIPT)) {
                target.insert(List.of(row("t", "x", 1)));
                target.finishRows();
            }
            assertThat(names(own)).containsExactly("a.db");
            assertThat(database.query("PRAGMA journal_mode")).containsExactly(mode.toLowerCase(java.util.Locale.ROOT));
            assertThat(database.query("SELECT x FROM old")).containsExactly("1");
            if (mode.equals("DELETE")) {
                assertThat(Files.readAllBytes(database.path())).isEqualTo(before);
            }
        }
        try (Target target = new Database(directory.resolve("none.db")).target(SCRIPT)) {
            target.finishRows();
        }
        assertThat(files()).containsExactly("DELETE", "WAL");
    }

    @Test
    void aDatabaseThatAnotherProcessHoldsIsLeftAlone() throws Exception {
        Database wal =
                Database.create(directory.resolve("wal.db"), "PRAGMA journal_mode = WAL", "CREATE TABLE old (x)");
        try (OtherProcess other = OtherProcess.connectedTo(wal.path(), "INSERT INTO old VALUES (1)")) {
            assertFails(ErrorCode.DATABASE_LOCKED, () -> wal.target(SCRIPT).close());
            assertThat(files()).noneMatch(name -> name.contains("doppel"));
            assertThat(other).isNotNull();
        }
        assertThat(wal.query("SELECT x FROM old")).containsExactly("1");
        Database plain = Database.create(directory.resolve("plain.db"), "CREATE TABLE old (x)");
        try (OtherProcess other =
                OtherProcess.connectedTo(plain.path(), "BEGIN IMMEDIATE", "INSERT INTO old VALUES (1)")) {
            assertFails(ErrorCode.DATABASE_LOCKED, () -> plain.target(SCRIPT).close());
            assertThat(files()).noneMatch(name -> name.contains("doppel"));
            assertThat(other).isNotNull();
        }
        assertThat(plain.query("SELECT count(*) FROM old")).containsExactly("0");
    }

    @Test
    void aLogThatAKilledProcessLeftIsNotPlayedIntoTheNewFile() throws Exception {
        Database database =
                Database.create(directory.resolve("a.db"), "PRAGMA journal_mode = WAL", "CREATE TABLE old (x)");
        OtherProcess.connectedTo(database.path(), "INSERT INTO old VALUES (7)").close();
        assertThat(files()).contains("a.db-wal");
        try (Target target = database.targetAsItIs()) { // a copy holds what only the log held
            assertThat(target.find("old", new String[] {"x"}, new Object[] {7L}))
                    .isPresent();
        }
        assertThat(database.query("SELECT x FROM old")).containsExactly("7");
        OtherProcess.connectedTo(database.path(), "INSERT INTO old VALUES (8)").close();
        publish(database, "new");
        assertThat(files()).containsExactly("a.db");
        assertThat(database.query("SELECT x FROM t")).containsExactly("new");
        assertThat(database.query("PRAGMA integrity_check")).containsExactly("ok");
    }

    @Test
    void aHotJournalIsRolledBackFirst() throws Exception {
        Database database =
                Database.create(directory.resolve("a.db"), "CREATE TABLE old (x)", "INSERT INTO old VALUES (1)");
        OtherProcess.connectedTo(
                        database.path(),
                        "PRAGMA cache_size = 1",
                        "BEGIN",
                        "UPDATE old SET x = 2",
                        "INSERT INTO old SELECT zeroblob(100000) FROM (VALUES (1), (2), (3))")
                .close();
        assertThat(files()).contains("a.db-journal");
        try (Target target = database.targetAsItIs()) {
            assertThat(target.find("old", new String[] {"x"}, new Object[] {1L}))
                    .isPresent();
        }
        publish(database, "new");
        assertThat(files()).containsExactly("a.db");
        assertThat(database.query("SELECT x FROM t")).containsExactly("new");
    }

    @Test
    void whatAKilledRestoreLeftIsRemoved() throws Exception {
        Database database = Database.create(directory.resolve("a.db"), SCRIPT);
        for (String ending : List.of("", "-journal", "-wal", "-shm")) {
            Files.writeString(directory.resolve(".a.db.doppel-new" + ending), "half a database");
        }
        Files.writeString(directory.resolve(".a.db.doppel-lock"), "");
        publish(database, "new");
        assertThat(files()).containsExactly("a.db");
        assertThat(database.query("SELECT x FROM t")).containsExactly("new");
    }

    @Test
    void aSecondRestoreWaitsForTheFirst() throws Exception {
        Database database = new Database(directory.resolve("a.db"));
        try (Target first = database.target(SCRIPT)) {
            assertFails(ErrorCode.ALREADY_RUNNING, () -> database.target(SCRIPT).close());
            first.insert(List.of(row("t", "x", "first")));
            first.finishRows();
            first.publish();
        }
        assertThat(files()).containsExactly("a.db");
        assertThat(database.query("SELECT x FROM t")).containsExactly("first");
    }

    @Test
    void behindALinkTheFileIsReplaced() throws Exception {
        Path real = Files.createDirectory(directory.resolve("real"));
        Database database = Database.create(real.resolve("a.db"), SCRIPT);
        Path link = Files.createSymbolicLink(directory.resolve("link.db"), Path.of("real", "a.db"));
        publish(new Database(link), "new");
        assertThat(link).isSymbolicLink();
        assertThat(names(real)).containsExactly("a.db");
        assertThat(files()).containsExactly("link.db", "real");
        assertThat(database.query("SELECT x FROM t")).containsExactly("new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.db-journal", "a.db-wal"})
    void aJournalWithoutItsDatabaseIsRefused(String name) throws Exception {
        Files.writeString(directory.resolve(name), "journal");
        String path = directory.resolve("a.db").toString();
        assertFails(ErrorCode.TARGET_NOT_EMPTY, () -> Database.SQLITE.inspect(path));
        assertThat(files()).containsExactly(name);
    }

    @Test
    void whatIsNoDatabaseIsRefusedAndKept() throws Exception {
        Path garbage =
                Files.writeString(directory.resolve("garbage.db"), "This is a letter, not a database. ".repeat(99));
        String text = Files.readString(garbage);
        assertFails(
                ErrorCode.NOT_A_DATABASE,
                () -> Database.SQLITE.openSource(garbage.toString()).close());
        assertFails(ErrorCode.NOT_A_DATABASE, () -> Database.SQLITE.inspect(garbage.toString()));
        assertFails(
                ErrorCode.NOT_A_DATABASE,
                () -> new Database(garbage).target(SCRIPT).close());
        assertThat(garbage).hasContent(text);
        assertFails(
                ErrorCode.NOT_A_DATABASE,
                () -> Database.SQLITE.openSource(directory.toString()).close());
        assertFails(
                ErrorCode.DATABASE_MISSING,
                () -> Database.SQLITE
                        .openSource(directory.resolve("missing.db").toString())
                        .close());
        assertThat(files()).containsExactly("garbage.db");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ATTACH 'OTHER' AS o; CREATE TABLE o.x (y);",
                "VACUUM INTO 'OTHER';",
                "VACUUM main INTO 'OTHER'",
                "backup to 'OTHER'",
                "PRAGMA temp_store_directory = 'DIRECTORY';",
                "PRAGMA main.temp_store_directory = 'DIRECTORY';",
                "pragma/**/\"Temp_Store_Directory\"('DIRECTORY')",
                "PRAGMA -- x\n [temp_store_directory] = 'DIRECTORY'",
                "CREATE TABLE \"a;\" (x); PRAGMA /* ' */ `temp_store_directory` = 'DIRECTORY'",
                "EXPLAIN QUERY PLAN PRAGMA temp_store_directory = 'DIRECTORY'",
                "\ufeffPRAGMA temp_store_directory = 'DIRECTORY'",
                "PRAGMA hard_heap_limit = 1;",
                "PRAGMA soft_heap_limit = 1",
                "SELECT load_extension('OTHER');",
                "CREATE TABLE t (x DEFAULT (load_extension('OTHER'))); INSERT INTO t DEFAULT VALUES;",
                "SELECT writefile('OTHER', 'x')",
                "CREATE VIRTUAL TABLE v USING csv (filename = 'OTHER')"
            })
    void aScriptTouchesNothingButItsOwnFile(String script) throws Exception {
        Path other = directory.resolve("other.db");
        String hostile = script.replace("OTHER", other.toString()).replace("DIRECTORY", directory.toString());
        Database database = new Database(directory.resolve("a.db"));
        assertFails(ErrorCode.SCHEMA_NOT_CREATED, () -> database.target(hostile).close());
        assertThat(files()).isEmpty();
        assertThat(new Database(directory.resolve("b.db")).query("PRAGMA temp_store_directory"))
                .isIn(List.of(), List.of("null"));
    }

    @Test
    void aTriggerInDisguiseTouchesNothingEither() throws Exception {
        Path other = directory.resolve("other.db");
        String script = "CREATE TABLE t (x); PRAGMA writable_schema = ON; INSERT INTO sqlite_master VALUES ('trigger', "
                + "'v', 't',"
                + " 0, 'CREATE TRIGGER v AFTER INSERT ON t BEGIN SELECT 1; END; ATTACH ''" + other
                + "'' AS o; CREATE TABLE o.x (y)');";
        try (Target target = new Database(directory.resolve("a.db")).target(script)) {
            target.finishRows();
            target.publish();
        } catch (DoppelException e) {
            assertThat(e.code()).isNotEqualTo(ErrorCode.INTERNAL);
        }
        assertThat(other).doesNotExist();
    }

    @Test
    void wordsOfARefusedPragmaMayStandElsewhere() throws Exception {
        Database database = new Database(directory.resolve("a.db"));
        try (Target target = database.target("PRAGMA user_version = 3; -- PRAGMA temp_store_directory = 'x';\n"
                + "CREATE TABLE temp_store_directory (pragma, hard_heap_limit DEFAULT 'PRAGMA "
                + "temp_store_directory');")) {
            target.finishRows();
            target.publish();
        }
        assertThat(database.query("PRAGMA user_version")).containsExactly("3");
    }

    private static void publish(Database database, String value) throws Exception {
        try (Target target = database.target(SCRIPT)) {
            target.insert(List.of(row("t", "x", value)));
            target.finishRows();
            target.verify();
            target.publish();
        }
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DoppelException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private List<String> files() throws IOException {
        return names(directory);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
