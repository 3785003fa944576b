package doppel.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.CheckedAbility;
import doppel.dialect.Ddl;
import doppel.dialect.Source;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest;
import doppel.dialect.TargetState;
import doppel.schema.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases with parts that only their application has: collations, functions, modules, tokenizers. */
class SqliteApplicationPartsTest {

    @TempDir
    Path directory;

    private Application cards() {
        return Application.create(
                directory.resolve("cards.db"),
                "CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT COLLATE unicase)",
                "CREATE TABLE fields (type INTEGER NOT NULL, ord INTEGER NOT NULL, name TEXT NOT NULL COLLATE unicase,"
                        + " PRIMARY KEY (type, ord)) WITHOUT ROWID",
                "CREATE UNIQUE INDEX by_name ON fields (name, type)",
                "CREATE TABLE tags (tag TEXT NOT NULL PRIMARY KEY COLLATE \"unicase\", usn INTEGER NOT NULL)"
                        + " WITHOUT ROWID",
                "CREATE TABLE sorted (x)",
                "CREATE INDEX sorted_x ON sorted (x COLLATE unicase DESC)",
                "CREATE TABLE uses (tag TEXT REFERENCES tags (tag))",
                "INSERT INTO names VALUES (1, 'B'), (2, 'a'), (3, NULL)",
                "INSERT INTO fields VALUES (1, 0, 'Front'), (1, 1, 'back'), (2, 0, 'Äpfel'), (2, 1, 'apple')",
                "INSERT INTO tags VALUES ('b', 1), ('A', 2), ('c', 3), ('B2', 4)",
                "INSERT INTO sorted VALUES ('b'), ('A'), (7), ('c'), ('B2')",
                "INSERT INTO uses VALUES ('c'), ('A'), ('B2'), ('b')");
    }

    @Test
    void collationsOfTheApplicationComeBackAndItSortsItsIndexesAgain() throws Exception {
        Application cards = cards();
        Database copy = cards.database().copyTo(directory.resolve("copy.db"));

        assertThat(copy.master()).isEqualTo(cards.database().master());
        assertThat(copy.digests()).isEqualTo(cards.database().digests());
        Application restored = new Application(copy);
        assertThat(restored.query("PRAGMA integrity_check"))
                .contains("row not in PRIMARY KEY order for tags")
                .noneMatch(problem -> problem.contains("names"));
        restored.run("REINDEX");
        assertThat(restored.query("PRAGMA integrity_check")).containsExactly("ok");
        assertThat(restored.query("SELECT tag FROM tags")).containsExactly("A", "b", "B2", "c");
        assertThat(restored.query("SELECT usn FROM tags WHERE tag = 'B'")).containsExactly("1");
    }

    @Test
    void whatTheApplicationHasToSortAgainIsNamed() {
        try (Source source = cards().database().source()) {
            Ddl ddl = source.ddl(source.schema().tables());
            assertThat(ddl.notCarried()).isEmpty();
            assertThat(ddl.notices())
                    .singleElement()
                    .asString()
                    .startsWith("Indexes of fields, sorted, tags use the collation unicase")
                    .contains("REINDEX");
        }
    }

    @Test
    void aCollationThatSortsNothingNeedsNothing() {
        Application contacts = Application.create(
                directory.resolve("contacts.db"),
                "CREATE TABLE c (id INTEGER PRIMARY KEY, name TEXT COLLATE LOCALIZED)");
        assertThat(notices(contacts)).isEmpty();
        assertThat(definitions(contacts).verdict()).isEqualTo(CheckedAbility.Verdict.OK);
    }

    @Test
    void rowsComeInTheSameOrderWhoeverSortedThem() throws Exception {
        Application cards = cards();
        Database copy = cards.database().copyTo(directory.resolve("copy.db"));
        assertThat(cards.database().rows("tags"))
                .isEqualTo(copy.rows("tags"))
                .isEqualTo(List.of(List.of("A", 2L), List.of("B2", 4L), List.of("b", 1L), List.of("c", 3L)));
    }

    @Test
    void aSoundDatabaseIsFoundSoundButOnlyTheApplicationFollowsItsReferences() {
        try (Source source = cards().database().source()) {
            assertThat(source.integrityProblems()).isEmpty();
            source.danglingReferences(reference -> assertThat(reference).isNull());
            Table uses = source.schema().table("uses").orElseThrow();
            assertThatThrownBy(() -> source.references(uses, uses.foreignKeys().get(0), (from, to) -> {}))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("Following references of uses failed: it compares by the collation unicase");
            source.matchingRows(
                    uses, "tag COLLATE BINARY = 'c'", row -> assertThat(row).isZero());
        }
    }

    @Test
    void aConditionThatOnlyTheApplicationCouldCompareIsRefused() {
        try (Source source = cards().database().source()) {
            Table names = source.schema().table("names").orElseThrow();
            assertThatThrownBy(() -> source.matchingRows(names, "name = 'A'", row -> {}))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("unicase");
            source.matchingRows(
                    names, "name COLLATE NOCASE = 'A'", row -> assertThat(row).isEqualTo(1));
        }
    }

    private Application products() {
        return Application.create(
                directory.resolve("products.db"),
                "CREATE TABLE product (name TEXT, loud TEXT AS (shout(name)) VIRTUAL, CHECK (shout(name) <> 'X'))",
                "CREATE UNIQUE INDEX by_shout ON product (shout(name))",
                "CREATE INDEX by_loud ON product (loud)",
                "CREATE INDEX some ON product (name) WHERE shout(name) > 'B'",
                "CREATE VIEW shouted AS SELECT shout(name) FROM product",
                "CREATE TABLE other (id INTEGER PRIMARY KEY, name TEXT DEFAULT (shout('new')))",
                "CREATE TRIGGER renamed AFTER INSERT ON other BEGIN UPDATE other SET name = shout(name); END",
                "INSERT INTO product (name) VALUES ('b'), ('a'), (NULL), ('c')",
                "INSERT INTO other VALUES (1, 'x'), (2, NULL)");
    }

    @Test
    void functionsOfTheApplicationComeBackAndItComputesItsIndexesAgain() throws Exception {
        Application products = products();
        Database copy = products.database().copyTo(directory.resolve("copy.db"));

        assertThat(copy.master()).isEqualTo(products.database().master());
        assertThat(copy.digests()).isEqualTo(products.database().digests());
        Application restored = new Application(copy);
        restored.run("REINDEX");
        assertThat(restored.query("PRAGMA integrity_check")).containsExactly("ok");
        assertThat(restored.query("SELECT name FROM product WHERE shout(name) = 'C'"))
                .containsExactly("c");
        assertThat(notices(products))
                .anyMatch(notice -> notice.startsWith("Indexes of product use the function shout"));
        assertThat(definitions(products).finding()).contains("REINDEX");
    }

    @Test
    void wordsBeforeBracketsAreNoFunctionsButSomeOperatorsAre() throws Exception {
        Application plain = Application.create(
                directory.resolve("plain.db"),
                "CREATE TABLE p (a INT, b AS (a IN (1, 2) AND (a) OR NOT (CASE WHEN (a) THEN (1) ELSE (2) END)) STORED,"
                        + " CHECK (CAST(a AS TEXT) LIKE ('%') ESCAPE ('!') OR a IS (NULL) OR a BETWEEN (1) AND (2)))",
                "CREATE INDEX i ON p (a) WHERE (a) NOT IN (3)");
        assertThat(notices(plain)).isEmpty();

        Application matching = Application.create(
                directory.resolve("matching.db"),
                "CREATE TABLE m (a TEXT CHECK (a GLOB 'x*'))",
                "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'GLOB', 'REGEXP')");
        Database copy = matching.database().copyTo(directory.resolve("copy.db"));
        assertThat(copy.master()).isEqualTo(matching.database().master());
        assertThat(notices(matching)).singleElement().asString().contains("the function regexp");
    }

    @Test
    void noStepGetsAnAnswerFromAFunctionOfTheApplication() {
        Application products = products();
        TargetRequest request = new TargetRequest(
                products.database().path().toString(), Optional.empty(), false, TargetRequest.Rows.FITTED);
        try (Target target = Database.SQLITE.openTarget(request)) {
            assertThatThrownBy(() -> target.execute("INSERT INTO other VALUES (3, shout('y'))"))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("only the application of the database has the function shout");
        }
    }

    @Test
    void storedValuesThatOnlyTheApplicationCouldComputeAreRefusedByName() {
        Application stored = Application.create(
                directory.resolve("stored.db"), "CREATE TABLE p (name TEXT, loud TEXT AS (shout(name)) STORED)");
        try (Source source = stored.database().source()) {
            assertThatThrownBy(() -> source.ddl(source.schema().tables()))
                    .isInstanceOfSatisfying(
                            DatabaseException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_NOT_CARRIED))
                    .hasMessageContaining("p.loud is computed by the function shout");
        }
        CheckedAbility ability = definitions(stored);
        assertThat(ability.verdict()).isEqualTo(CheckedAbility.Verdict.MISSING);
        assertThat(ability.remedy()).contains("--exclude p");
    }

    @Test
    void typesWithBracketsAreNoFunctions() throws Exception {
        Application plain = Application.create(
                directory.resolve("plain.db"),
                "CREATE TABLE p (price TEXT, cents NUMERIC AS (CAST(price AS DECIMAL(10,2))) STORED,"
                        + " twice AS (CAST(CAST(price AS DOUBLE PRECISION(5)) AS VARCHAR(9)) || abs(1)) STORED,"
                        + " CHECK (CAST(price AS VARCHAR(10)) IS NOT DISTINCT FROM (price)))",
                "CREATE INDEX i ON p (CAST(price AS \"MY TYPE\"(3)))",
                "INSERT INTO p (price) VALUES ('1')");
        assertThat(notices(plain)).isEmpty();
        Database copy = plain.database().copyTo(directory.resolve("copy.db"));
        assertThat(copy.digests()).isEqualTo(plain.database().digests());
    }

    @Test
    void onlyColumnsThatNeedTheFunctionThemselvesAreRefused() throws Exception {
        Application checked = Application.create(
                directory.resolve("checked.db"),
                "CREATE TABLE p (name TEXT, low TEXT AS (lower(name)) STORED, loud AS (shout(CAST(name AS TEXT(5)))),"
                        + " CHECK (shout(name) <> 'X'))",
                "INSERT INTO p (name) VALUES ('A')");
        Database copy = checked.database().copyTo(directory.resolve("copy.db"));
        assertThat(copy.digests()).isEqualTo(checked.database().digests());

        Application through = Application.create(
                directory.resolve("through.db"),
                "CREATE TABLE p (name TEXT, Loud AS (shout(name)), \"twice\" AS ([loud] || loud) STORED)");
        try (Source source = through.database().source()) {
            assertThatThrownBy(() -> source.ddl(source.schema().tables()))
                    .hasMessageContaining("p.twice is computed by the function shout");
        }
    }

    private Application messages() {
        return Application.create(
                directory.resolve("messages.db"),
                "CREATE VIRTUAL TABLE three USING fts3 (body, tokenize porter)",
                "CREATE VIRTUAL TABLE four USING fts4 (body, tokenize=porter)",
                "CREATE VIRTUAL TABLE five USING fts5 (body, tokenize = 'porter')",
                "CREATE VIRTUAL TABLE \"f'ree\" USING fts5 (body)",
                "CREATE TABLE guess_vocab (id INTEGER PRIMARY KEY, word TEXT)",
                "INSERT INTO three VALUES ('running dogs')",
                "INSERT INTO four VALUES ('running cats')",
                "INSERT INTO five VALUES ('running mice')",
                "INSERT INTO \"f'ree\" VALUES ('running')",
                "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'porter', 'mozporter');"
                        + " INSERT INTO sqlite_master VALUES ('table', 'guess', 'guess', 0,"
                        + " 'CREATE VIRTUAL TABLE guess USING spellfix1')");
    }

    @Test
    void virtualTablesThatOnlyTheApplicationReadsComeBackUnread() throws Exception {
        Application messages = messages();
        Database copy = messages.database().copyTo(directory.resolve("copy.db"));

        assertThat(copy.master()).isEqualTo(messages.database().master());
        assertThat(copy.digests()).isEqualTo(messages.database().digests());
        assertThat(notices(messages))
                .hasSize(4)
                .anyMatch(notice -> notice.contains("five (no such tokenizer: mozporter)"))
                .anyMatch(notice -> notice.contains("guess (no such module: spellfix1)"));
        copy.run("PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'mozporter', 'porter')");
        for (String table : List.of("three", "four", "five")) {
            assertThat(copy.query("SELECT body FROM " + table + " WHERE " + table + " MATCH 'run'"))
                    .hasSize(1);
        }
    }

    @Test
    void virtualTablesThatOnlyTheApplicationReadsDoNotKeepOthersFromBeingChecked() {
        Application messages = messages();
        messages.run("CREATE TABLE t (x NOT NULL)", "INSERT INTO t VALUES (1)");
        assertThat(integrityProblems(messages)).isEmpty();
        messages.run(
                "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE TABLE t (x NOT NULL, y NOT NULL)'"
                        + " WHERE name = 't'");
        assertThat(integrityProblems(messages)).containsExactly("NULL value in t.y");
    }

    @Test
    void aDamagedIndexIsNotTakenForOneThatOnlyTheApplicationReads() {
        Application damaged = Application.create(
                directory.resolve("damaged.db"),
                "CREATE VIRTUAL TABLE note_fts USING fts5 (body)",
                "INSERT INTO note_fts VALUES ('a')",
                "DELETE FROM note_fts_config");
        assertThat(notices(damaged)).isEmpty();
        assertThatThrownBy(() -> damaged.database().copyTo(directory.resolve("copy.db")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("invalid fts5 file format");
    }

    @Test
    void aVirtualTableThatNobodyCanReadCountsAsFilled() {
        Application messages = messages();
        assertThat(Database.SQLITE
                        .inspect(messages.database().path().toString())
                        .kind())
                .isEqualTo(TargetState.Kind.FILLED);
    }

    @Test
    void onlyTablesThatTheModuleMakesAreItsOwn() throws Exception {
        Application named = Application.create(
                directory.resolve("named.db"),
                "CREATE TABLE posts_content (id INTEGER PRIMARY KEY, body TEXT)",
                "CREATE VIRTUAL TABLE posts USING fts5 (body, content='posts_content', tokenize=porter)",
                "CREATE TABLE pages_content (id INTEGER PRIMARY KEY, body TEXT)",
                "CREATE VIRTUAL TABLE pages USING fts4 (content=\"pages_content\")",
                "CREATE VIRTUAL TABLE page USING fts3 (body, tokenize porter)",
                "CREATE TABLE page_stat (hits INTEGER)",
                "CREATE VIRTUAL TABLE none USING fts5 (body, content='')",
                "CREATE TABLE none_content (body TEXT)",
                "INSERT INTO posts_content VALUES (1, 'a post')",
                "INSERT INTO pages_content VALUES (1, 'a page')",
                "INSERT INTO posts (posts) VALUES ('rebuild')",
                "INSERT INTO pages (pages) VALUES ('rebuild')");
        for (String porter : List.of("porter", "mozporter")) {
            named.run("PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'porter', '" + porter
                    + "')");
            try (Source source = named.database().source()) {
                assertThat(source.schema().tables().stream().filter(table -> !table.internal()))
                        .extracting(Table::name)
                        .containsExactly("none_content", "page_stat", "pages_content", "posts_content");
                assertThat(source.tablesOf("page")).containsExactly("page_content", "page_segdir", "page_segments");
            }
        }
        Database copy = named.database().copyTo(directory.resolve("copy.db"));
        assertThat(copy.digests()).isEqualTo(named.database().digests());
    }

    @Test
    void aScriptOfANewVersionMayNameThemToo() throws Exception {
        Database target = new Database(directory.resolve("new.db"));
        String script = "CREATE TABLE tags (tag TEXT COLLATE unicase UNIQUE, CHECK (shout(tag) <> ''));"
                + "CREATE VIEW v AS WITH s AS (SELECT lower(tag) FROM tags) SELECT * FROM s;";
        try (Target opened = target.target(script)) {
            opened.prepare("tags");
            opened.insert(List.of(Database.row("tags", "tag", "b"), Database.row("tags", "tag", "B")));
            opened.finishRows();
            assertThat(opened.verify()).isEmpty();
            assertThat(opened.notices()).hasSize(2);
            opened.publish();
        }
        assertThat(target.query("SELECT count(*) FROM tags NOT INDEXED")).containsExactly("2");
    }

    private static List<String> integrityProblems(Application application) {
        try (Source source = application.database().source()) {
            return source.integrityProblems();
        }
    }

    private static List<String> notices(Application application) {
        try (Source source = application.database().source()) {
            return source.ddl(source.schema().tables()).notices();
        }
    }

    private static CheckedAbility definitions(Application application) {
        return Database.SQLITE.check(application.database().path().toString()).stream()
                .filter(ability -> ability.name().equals("read-definitions"))
                .findFirst()
                .orElseThrow();
    }
}
