package doppel.verify;

import doppel.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class PostgresqlDefinitionsTest {

    @Test
    void rowsAndDefinitionsThatNeedOneAnotherComeBackTogether() throws SQLException {
        String url = TestServer.POSTGRESQL.freshDatabase();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE SCHEMA app;
                    CREATE DOMAIN app.percent AS numeric(5, 2) DEFAULT 0 CHECK (VALUE BETWEEN 0 AND 100);
                    CREATE TYPE app.address AS (street text, numbers integer[]);
                    CREATE TABLE author (id serial PRIMARY KEY, name text NOT NULL, address app.address, best integer);
                    CREATE TABLE book (
                      id bigint GENERATED ALWAYS AS IDENTITY (START WITH 7 INCREMENT BY 3) PRIMARY KEY,
                      author integer NOT NULL REFERENCES author DEFERRABLE INITIALLY DEFERRED,
                      share app.percent, twice numeric GENERATED ALWAYS AS (share * 2) STORED);
                    ALTER TABLE author ADD FOREIGN KEY (best) REFERENCES book;
                    CREATE FUNCTION app.is_good(b book) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS
                      'BEGIN RETURN b.id > 0; END';
                    ALTER TABLE book ADD CONSTRAINT good CHECK (app.is_good(book));
                    CREATE TABLE app.measure (id integer, at date, v text, PRIMARY KEY (id, at, v)) PARTITION BY RANGE \
                    (at);
                    CREATE TABLE app.measure_old PARTITION OF app.measure FOR VALUES FROM (MINVALUE) TO ('2026-01-01');
                    CREATE TABLE app.measure_new PARTITION OF app.measure DEFAULT PARTITION BY LIST (v);
                    CREATE TABLE app.measure_new_a PARTITION OF app.measure_new FOR VALUES IN ('a');
                    CREATE TABLE app.measure_new_rest (at date NOT NULL, v text NOT NULL, id integer NOT NULL);
                    ALTER TABLE app.measure_new ATTACH PARTITION app.measure_new_rest DEFAULT;
                    CREATE TABLE app.parent (a integer NOT NULL);
                    CREATE TABLE app.heir (x integer) INHERITS (app.parent);
                    ALTER TABLE app.parent ADD COLUMN b text DEFAULT 'b';
                    CREATE MATERIALIZED VIEW books AS SELECT a.name, count(*) FROM author a, book b WHERE b.author = \
                    a.id
                      GROUP BY a.id;
                    CREATE RULE no_delete AS ON DELETE TO author DO INSTEAD NOTHING;
                    ALTER TABLE book ENABLE ROW LEVEL SECURITY;
                    ALTER TABLE book FORCE ROW LEVEL SECURITY;
                    CREATE POLICY cheap ON book USING (share < 50);
                    INSERT INTO author (name, address) SELECT 'n' || i, ROW('s', ARRAY[i])::app.address FROM \
                    generate_series(1, 30) i;
                    INSERT INTO book (author, share) SELECT i, i * 3 FROM generate_series(1, 20) i;
                    UPDATE author SET best = 7 + 3 * id WHERE id < 5;
                    INSERT INTO app.measure SELECT i, date '2025-11-01' + i * 10, CASE i % 3 WHEN 0 THEN 'a' ELSE 'zz' \
                    END
                      FROM generate_series(1, 20) i;
                    INSERT INTO app.parent VALUES (1), (2);
                    INSERT INTO app.heir (a, x) VALUES (3, 4);
                    REFRESH MATERIALIZED VIEW books;
                    """);
        }
        DoubleDump.assertLossless(url);
    }

    /** What the server writes of such lists changes when it has read it once. */
    @Test
    void listsOfWordsComeBackInTheSameWords() throws SQLException {
        String url = TestServer.POSTGRESQL.freshDatabase();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE DOMAIN mood AS varchar(9) CHECK (VALUE IN ('sad', 'it''s ok', 'x])::text[]'));
                    CREATE TABLE p (
                      id integer PRIMARY KEY, status varchar(10) DEFAULT 'new' CHECK (status IN ('new', 'old')), m mood,
                      c char(1) CHECK (c IN ('a', 'b')), t text CHECK (t NOT IN ('a', 'b')),
                      k varchar CHECK (k NOT IN ('a', 'b', '$1$')), one varchar CHECK (one IN ('only')),
                      listed varchar[] CHECK (listed <@ ARRAY['a', 'b']::varchar[]),
                      g boolean GENERATED ALWAYS AS (status IN ('new', 'x')) STORED);
                    CREATE INDEX pi ON p (id) WHERE status IN ('new', 'old');
                    CREATE VIEW v AS SELECT id, status IN ('new', 'old') AS a FROM p WHERE k NOT IN ('q', 'r');
                    CREATE MATERIALIZED VIEW mv AS SELECT id FROM p WHERE status IN ('new', 'old');
                    CREATE POLICY pol ON p USING (status IN ('new', 'old'));
                    CREATE RULE r AS ON DELETE TO p WHERE old.status IN ('new', 'old') DO INSTEAD NOTHING;
                    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN
                      IF (NEW.status)::text = ANY ((ARRAY['M'::character varying])::text[]) THEN RETURN NULL; END IF;
                      RETURN NEW; END$$;
                    CREATE FUNCTION is_xy(a varchar) RETURNS boolean LANGUAGE sql RETURN a IN ('x', 'y');
                    CREATE TRIGGER tr BEFORE INSERT ON p FOR EACH ROW WHEN (NEW.status IN ('new', 'old'))
                      EXECUTE FUNCTION f();
                    COMMENT ON TABLE p IS '((ARRAY[''M''::character varying])::text[])';
                    INSERT INTO p (id, status) VALUES (1, 'new');
                    """);
        }
        DoubleDump.assertLossless(url);
    }

    /** The server plans such functions, and looks for what they name, where a column needs them. */
    @Test
    void functionsThatNameNoSchemaWorkInColumnsAndChecks() throws SQLException {
        String url = TestServer.POSTGRESQL.freshDatabase();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE FUNCTION fold(t text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower(t) $$;
                    CREATE FUNCTION slug(t text) RETURNS text LANGUAGE sql IMMUTABLE AS
                      $$ SELECT replace(fold(t), ' ', '-') $$;
                    CREATE TABLE page (id integer PRIMARY KEY, title text,
                      slug text GENERATED ALWAYS AS (slug(title)) STORED, CHECK (slug(title) <> ''));
                    INSERT INTO page (id, title) VALUES (1, 'Ada Lovelace'), (2, 'Grace Hopper');
                    """);
        }
        DoubleDump.assertLossless(url);
    }
}
