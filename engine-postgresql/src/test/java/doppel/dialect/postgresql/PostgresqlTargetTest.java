package doppel.dialect.postgresql;

import static doppel.dialect.postgresql.ServerDatabase.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.dialect.DanglingReference;
import doppel.dialect.RefusedException;
import doppel.dialect.Target;
import doppel.dialect.TargetRequest.Rows;
import doppel.dialect.TargetState;
import doppel.fixture.Row;
import doppel.literal.LargeValue;
import doppel.literal.RawText;
import doppel.schema.Identity;
import doppel.testing.TestServer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresqlTargetTest {

    private static final String ALBUMS = """
            CREATE TABLE artist (id integer PRIMARY KEY, name text UNIQUE);
            CREATE TABLE album (id integer PRIMARY KEY, artist integer REFERENCES artist ON DELETE CASCADE, title text);
            CREATE INDEX title ON album (lower(title)) WHERE title <> '';
            COMMENT ON INDEX title IS 'it''s; a "comment"';
            COMMENT ON CONSTRAINT album_artist_fkey ON album IS 'a reference';
            """;

    private final ServerDatabase database = ServerDatabase.fresh();

    @Test
    void insertsFindsUpdatesAndPublishes() throws Exception {
        try (Target target =
                database.target("CREATE TABLE t (id integer PRIMARY KEY, name text, note text DEFAULT 'none')")) {
            target.insert(List.of(
                    row("t", "id", 1, "name", "one"),
                    row("t", "name", "two", "id", 2),
                    row("t", "id", 3, "note", null)));
            Row found = target.find("t", new String[] {"name"}, new Object[] {"two"})
                    .orElseThrow();
            assertThat(found.columns()).containsExactly("id", "name", "note");
            assertThat(found.get("id")).isEqualTo(2L);
            assertThat(found.get("note")).isEqualTo("none");
            target.insert(List.of(row("t", "id", 4, "name", "four")));
            assertThat(target.find("t", new String[] {"name"}, new Object[] {"four"}))
                    .isPresent();
            assertThat(target.find("t", new String[] {"id"}, new Object[] {4L})).isPresent();
            assertThat(target.find("t", new String[] {"id"}, new Object[] {"no number"}))
                    .isEmpty();
            assertThat(target.find("t", new String[] {"note"}, new Object[] {null}))
                    .isPresent();
            target.update(row("t", "id", 4), row("t", "name", "vier", "note", null));
            target.finishRows();
            assertThat(target.verify()).isEmpty();
            assertThat(database.query("SELECT * FROM pg_tables WHERE schemaname = 'public'"))
                    .isEmpty();
            target.publish();
        }
        assertThat(database.query("SELECT * FROM t ORDER BY id"))
                .containsExactly("1|one|none", "2|two|none", "3|null|null", "4|vier|null");
        assertThat(database.query("SELECT relname FROM pg_class WHERE relname LIKE 'doppel%'"))
                .isEmpty();
    }

    @Test
    void saysThatAScriptNeedsMoreLocksThanTheServerHas() {
        String greedy = "DO $$BEGIN PERFORM pg_advisory_xact_lock(i) FROM generate_series(1, 500000) i; END$$";

        assertThatThrownBy(() -> database.target(greedy))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_FEW_LOCKS))
                .hasMessageContaining("line 1 of the script");
    }

    @Test
    void leavesNoTraceUntilPublished() throws Exception {
        try (Target target = database.target(ALBUMS)) {
            target.insert(List.of(row("artist", "id", 1)));
            target.finishRows();
        }
        assertThat(new PostgresqlDialect().inspect(database.url()).kind()).isEqualTo(TargetState.Kind.EMPTY);
    }

    @Test
    void refusesByNameWhatTheServerHasNoRoomForAndTextWithZeros(@TempDir Path folder) throws Exception {
        Path zeros = Files.write(folder.resolve("zeros"), new byte[2_000_000]);
        LargeValue tooLong = new LargeValue(zeros, 1_100_000_000, LargeValue.Kind.BYTES);
        LargeValue text = new LargeValue(zeros, 2_000_000, LargeValue.Kind.TEXT);
        LargeValue longDigits = new LargeValue(zeros, 600_000_000, LargeValue.Kind.BYTES);
        try (Target target = database.target("CREATE TABLE t (b bytea, v text); CREATE TABLE a (b bytea, l text[])")) {
            for (Row row : List.of(row("t", "b", tooLong), row("t", "v", text), row("a", "b", longDigits, "l", "{}"))) {
                target.savepoint();
                assertThatThrownBy(() -> target.insert(List.of(row))).isInstanceOf(RefusedException.class);
                target.rollbackToSavepoint();
            }
            assertThatThrownBy(() -> target.check(row("t", "b", tooLong)))
                    .hasMessage("t.b: the value is too long: 1,100,000,000 bytes; the server holds at most"
                            + " 1,073,740,800");
            assertThatThrownBy(() -> target.check(row("t", "v", text))).hasMessageContainingAll("t.v: ", "U+0000");
            assertThatThrownBy(() -> target.check(row("a", "b", longDigits, "l", "{}")))
                    .hasMessageContaining("a.b: the value is too long: 600,000,000 bytes; the server takes two digits");
        }
    }

    @Test
    void refusesRowsByNameAndGoesOnAfterTheSavepoint() throws Exception {
        List<String> reasons = new ArrayList<>();
        try (Target target = database.targetWithKeys(
                "CREATE TABLE t (id smallint PRIMARY KEY, v varchar(3) CHECK (v <> 'bad'), n numeric(5,2), d date)")) {
            target.insert(List.of(row("t", "id", 1, "v", "abc")));
            for (Row row : List.of(
                    row("t", "id", 1),
                    row("t", "id", 40_000),
                    row("t", "id", 2, "v", "bad"),
                    row("t", "id", 2, "v", "abcd"),
                    row("t", "id", 2, "v", "abc "),
                    row("t", "id", 2, "v", "a\0b"),
                    row("t", "id", 2, "n", 1.005),
                    row("t", "id", 2, "n", 1000),
                    row("t", "id", 2, "d", "01/14/10 1"),
                    row("t", "id", 2, "d", "2010-02-30"),
                    row("t", "v", "a"))) {
                target.savepoint();
                assertThatThrownBy(() -> target.insert(List.of(row("t", "id", 9), row)))
                        .isInstanceOf(RefusedException.class)
                        .satisfies(e -> reasons.add(e.getMessage()));
                target.rollbackToSavepoint();
            }
            target.savepoint();
            target.insert(List.of(row("t", "id", 2, "n", 1.5)));
            target.releaseSavepoint();
            target.finishRows();
            target.publish();
        }
        assertThat(reasons)
                .containsExactly(
                        "t: duplicate key value violates unique constraint \"t_pkey\": Key (id)=(1) already exists",
                        "t.id: the type smallint cannot hold this whole number exactly: 40000",
                        "t: new row for relation \"t\" violates check constraint \"t_v_check\": Failing row "
                                + "contains (2,"
                                + " bad, null, null)",
                        "t.v: the type character varying(3) cannot hold this text exactly: abcd",
                        "t.v: the type character varying(3) cannot hold this text exactly: abc ",
                        "t.v: PostgreSQL's text cannot hold the character U+0000: a\\0b",
                        "t.n: the type numeric(5,2) cannot hold this floating-point number exactly: 1.005",
                        "t.n: numeric field overflow: A field with precision 5, scale 2 must round to an absolute "
                                + "value less"
                                + " than 10^3",
                        "t.d: the type date cannot hold this text exactly: 01/14/10 1",
                        "t.d: date/time field value out of range: \"2010-02-30\"",
                        "t.id: null value in column \"id\" of relation \"t\" violates not-null constraint: Failing row"
                                + " contains (null, a, null, null)");
        assertThat(database.query("SELECT id, v, n FROM t ORDER BY id")).containsExactly("1|abc|null", "2|null|1.50");
    }

    @Test
    void givesKeysAndIndexesBackAsTheyWere() throws Exception {
        ServerDatabase made = ServerDatabase.fresh(ALBUMS);
        try (Target target = database.target(ALBUMS)) {
            target.insert(List.of(row("album", "id", 1, "artist", 1, "title", "x"), row("artist", "id", 1)));
            target.finishRows();
            target.publish();
        }
        String definitions = "SELECT conname, pg_get_constraintdef(oid), convalidated, obj_description(oid,"
                + " 'pg_constraint') FROM pg_constraint WHERE contype <> 'n' AND connamespace = 'public'::regnamespace"
                + " UNION ALL SELECT relname, pg_get_indexdef(oid), true, obj_description(oid, 'pg_class') FROM "
                + "pg_class"
                + " WHERE relkind = 'i' AND relnamespace = 'public'::regnamespace ORDER BY 1";
        assertThat(database.query(definitions))
                .isEqualTo(made.query(definitions))
                .hasSize(8);
    }

    @Test
    void findsReferencesThatLeadNowhereAndDeletesTheirRows() throws Exception {
        List<DanglingReference> found = new ArrayList<>();
        try (Target target = database.target(ALBUMS)) {
            target.insert(List.of(
                    row("album", "id", 1, "artist", 7),
                    row("album", "id", 2, "artist", 7),
                    row("album", "id", 3, "artist", null),
                    row("album", "id", 4, "artist", 1),
                    row("artist", "id", 1)));
            target.danglingReferences(found::add);
            assertThat(found).hasSize(1);
            assertThat(found.get(0).describe()).isEqualTo("album (artist) to artist (id) = [7]");
            assertThat(found.get(0).rows()).isEqualTo(2);
            target.delete(found.get(0));
            found.clear();
            target.danglingReferences(found::add);
            assertThat(found).isEmpty();
            target.finishRows();
            target.publish();
        }
        assertThat(database.query("SELECT id FROM album ORDER BY id")).containsExactly("3", "4");
    }

    @Test
    void reproducesFaultsWhereTheRowsAreUntouched() throws Exception {
        String script = ALBUMS + """
                ALTER TABLE album ADD CONSTRAINT short CHECK (length(title) < 3) NOT VALID;
                ALTER TABLE album ADD CONSTRAINT loose FOREIGN KEY (id) REFERENCES artist NOT VALID;
                """;
        try (Target target = database.target(script, Rows.UNTOUCHED)) {
            target.insert(List.of(row("album", "id", 1, "artist", 7, "title", "long")));
            target.finishRows();
            assertThat(target.verify()).containsExactly("public.album: 1 row breaks the constraint short");
            target.publish();
        }
        assertThat(database.query("SELECT conname, convalidated FROM pg_constraint WHERE conrelid = 'album'::regclass"
                        + " AND contype IN ('f', 'c') ORDER BY conname"))
                .containsExactly("album_artist_fkey|t", "loose|f", "short|f");
    }

    @Test
    void refusesToAddAKeyThatFittedRowsBreak() throws Exception {
        try (Target target = database.target(ALBUMS)) {
            target.insert(List.of(row("album", "id", 1, "artist", 7)));
            assertThatThrownBy(target::finishRows)
                    .isInstanceOf(DoppelException.class)
                    .hasMessageContaining("(artist)=(7) is not present");
        }
    }

    @Test
    void firesNothing() throws Exception {
        String script = """
                CREATE TABLE log (what text);
                CREATE TABLE t (id integer PRIMARY KEY, v text);
                CREATE TABLE parts (id integer PRIMARY KEY) PARTITION BY RANGE (id);
                CREATE TABLE part PARTITION OF parts FOR VALUES FROM (0) TO (10);
                CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
                  BEGIN INSERT INTO public.log VALUES (TG_NAME); RETURN NEW; END $$;
                CREATE FUNCTION event() RETURNS event_trigger LANGUAGE plpgsql AS $$
                  BEGIN INSERT INTO public.log VALUES (TG_TAG); END $$;
                CREATE TRIGGER usual BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION note();
                CREATE TRIGGER always AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION note();
                CREATE TRIGGER never AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION note();
                CREATE CONSTRAINT TRIGGER late AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED
                  FOR EACH ROW EXECUTE FUNCTION note();
                CREATE TRIGGER part BEFORE INSERT ON parts FOR EACH ROW EXECUTE FUNCTION note();
                CREATE RULE rule AS ON UPDATE TO t DO ALSO INSERT INTO log VALUES ('rule');
                ALTER TABLE t ENABLE ALWAYS TRIGGER always, DISABLE TRIGGER never;
                CREATE EVENT TRIGGER event ON ddl_command_end EXECUTE FUNCTION event();
                """;
        try (Target target = database.target(script)) {
            target.insert(List.of(row("t", "id", 1), row("parts", "id", 1)));
            target.update(row("t", "id", 1), row("t", "v", "x"));
            target.finishRows();
            target.publish();
        }
        assertThat(database.query("SELECT * FROM log")).isEmpty();
        assertThat(database.query("SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY oid"))
                .containsExactly("usual|O", "always|A", "never|D", "late|O", "part|O", "part|O");
        assertThat(database.query("SELECT evtenabled FROM pg_event_trigger")).containsExactly("O");
        database.execute("INSERT INTO t VALUES (2); UPDATE t SET v = 'y' WHERE id = 2; INSERT INTO parts VALUES (2)");
        assertThat(database.query("SELECT DISTINCT what FROM log ORDER BY 1"))
                .containsExactly("always", "late", "part", "rule", "usual");
    }

    @Test
    void continuesNumbers() throws Exception {
        String script = """
                CREATE TABLE a (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text);
                CREATE TABLE b (id serial PRIMARY KEY, v text);
                CREATE TABLE c (id bigint GENERATED BY DEFAULT AS IDENTITY (INCREMENT -1), v text);
                """;
        try (Target target = database.target(script)) {
            target.insert(List.of(row("a", "id", 5), row("b", "id", 50), row("c", "id", -3)));
            target.continueNumbering("a", new Identity("id", 10));
            target.continueNumbering("b", new Identity("id", 10));
            target.continueNumbering("c", new Identity("id", -2));
            target.finishRows();
            target.publish();
        }
        assertThat(database.query("INSERT INTO a (v) VALUES ('x') RETURNING id"))
                .containsExactly("10");
        assertThat(database.query("INSERT INTO b (v) VALUES ('x') RETURNING id"))
                .containsExactly("51");
        assertThat(database.query("INSERT INTO c (v) VALUES ('x') RETURNING id"))
                .containsExactly("-4");
    }

    @Test
    void loadsTablesThatAreThere() throws Exception {
        database.execute(ALBUMS);
        try (Target target = database.target(null)) {
            target.insert(List.of(row("album", "id", 1, "artist", 1), row("artist", "id", 1)));
            target.finishRows();
            target.publish();
        }
        assertThat(database.query("SELECT * FROM album")).containsExactly("1|1|null");
    }

    @Test
    void addsRowsToTablesThatHaveSome() throws Exception {
        database.execute(ALBUMS + "INSERT INTO artist VALUES (1); INSERT INTO album VALUES (1, 1, 'a')");
        try (Target target = database.target(null)) {
            assertThat(target.find("album", new String[] {"title", "artist"}, new Object[] {"a", 1L}))
                    .isPresent();
            target.insert(List.of(row("album", "id", 2, "artist", 1, "title", "b")));
            target.finishRows();
            target.publish();
        }
        assertThat(database.query("SELECT * FROM album ORDER BY id")).containsExactly("1|1|a", "2|1|b");
        assertThat(database.query("SELECT count(*) FROM pg_indexes WHERE schemaname = 'public'"))
                .containsExactly("4");
    }

    @Test
    void findsRowsOfTextThatIsNotValid() throws Exception {
        ServerDatabase ascii = new ServerDatabase(TestServer.POSTGRESQL.freshDatabase(
                "TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'"));
        RawText raw = new RawText(new byte[] {(byte) 0xc3, '\\', '\t'});
        try (Target target = ascii.target("CREATE TABLE t (id integer PRIMARY KEY, v text)")) {
            target.insert(List.of(row("t", "id", 1, "v", raw), row("t", "id", 2, "v", "M\u00e9")));
            Row found = target.find("t", new String[] {"v"}, new Object[] {raw}).orElseThrow();
            assertThat(found.get("id")).isEqualTo(1L);
            assertThat(found.get("v")).isEqualTo(raw);
            assertThat(target.find("t", new String[] {"v"}, new Object[] {"M\u00e9"})
                            .orElseThrow()
                            .get("v"))
                    .isEqualTo("M\u00e9");
            target.update(row("t", "v", raw), row("t", "v", "x"));
            target.finishRows();
            target.publish();
        }
        assertThat(ascii.query("SELECT v FROM t WHERE id = 1")).containsExactly("x");
    }

    @Test
    void findsAndChangesRowsByValuesOfEveryKind() throws Exception {
        String script = "CREATE TYPE mood AS ENUM ('sad', 'happy'); CREATE DOMAIN price AS numeric(10,2);"
                + " CREATE TABLE t (id integer PRIMARY KEY, m mood, j json, p price, i inet, c char(5), a integer[],"
                + " ts timestamptz, d date, b bytea, g point, u uuid, f float8)";
        Object[] values = {
            "sad",
            "{ \"a\": 1}",
            new BigDecimal("1.50"),
            "10.0.0.1",
            "ab   ",
            "{1,NULL}",
            Instant.parse("2010-01-12T10:00:00Z"),
            LocalDate.of(2010, 1, 12),
            new byte[] {0, 1},
            "(1,2)",
            UUID.randomUUID(),
            Double.NaN
        };
        String[] columns = {"m", "j", "p", "i", "c", "a", "ts", "d", "b", "g", "u", "f"};
        try (Target target = database.target(script)) {
            Row row = row("t", "id", 1);
            for (int i = 0; i < columns.length; i++) {
                row.set(columns[i], values[i]);
            }
            target.insert(List.of(row, row("t", "id", 2)));
            Row found = target.find("t", columns, values).orElseThrow();
            for (int i = 0; i < columns.length; i++) {
                assertThat(found.get(columns[i])).as(columns[i]).isEqualTo(values[i]);
                assertThat(target.find("t", new String[] {columns[i]}, new Object[] {"nonsense"}))
                        .isEmpty();
            }
            row.remove("id");
            target.update(row("t", "id", 2), row);
            Row second =
                    target.find("t", new String[] {"id"}, new Object[] {2L}).orElseThrow();
            assertThat(second.get("j")).isEqualTo("{ \"a\": 1}");
            assertThat(second.get("b")).isEqualTo(new byte[] {0, 1});
        }
    }
}
