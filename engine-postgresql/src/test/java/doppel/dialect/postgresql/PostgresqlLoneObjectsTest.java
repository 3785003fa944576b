package doppel.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.dialect.Ddl;
import doppel.dialect.postgresql.definition.PostgresqlScriptTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the only one of its kind is found, though most catalogs that hold nothing of a user's are not asked. */
class PostgresqlLoneObjectsTest {

    private static final String PARTED =
            "CREATE TABLE t (a integer) PARTITION BY LIST (a); CREATE TABLE part PARTITION OF t DEFAULT; ";
    private static final String FIRE =
            "CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'; ";
    private static final String TRIGGER =
            FIRE + "CREATE TRIGGER alone AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION fire(); ";
    private static final String EVENT = "CREATE FUNCTION fire() RETURNS event_trigger LANGUAGE plpgsql AS"
            + " 'BEGIN END'; CREATE EVENT TRIGGER alone ON ddl_command_end EXECUTE FUNCTION fire(); ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "COMMENT ON SCHEMA public IS 'no other'",
                "CREATE SCHEMA alone",
                "CREATE EXTENSION hstore",
                "CREATE EXTENSION hstore; COMMENT ON EXTENSION hstore IS 'ours'",
                "CREATE COLLATION alone (provider = icu, locale = 'de')",
                "CREATE TYPE alone AS ENUM ('a')",
                "CREATE TYPE alone AS (a integer)",
                "CREATE TYPE alone AS RANGE (subtype = float8)",
                "CREATE TYPE alone",
                "CREATE TYPE alone; CREATE FUNCTION short(alone) RETURNS alone LANGUAGE internal AS "
                        + "'int4range_canonical'"
                        + " IMMUTABLE STRICT; CREATE TYPE alone AS RANGE (subtype = integer, canonical = short)",
                "CREATE DOMAIN alone AS integer",
                "CREATE DOMAIN alone AS integer DEFAULT 5 NOT NULL CHECK (VALUE > 0)",
                "CREATE DOMAIN alone AS integer; ALTER DOMAIN alone ADD CHECK (VALUE > 0) NOT VALID",
                "CREATE LANGUAGE alone HANDLER plpgsql_call_handler VALIDATOR plpgsql_validator",
                "CREATE FUNCTION alone() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
                "CREATE FUNCTION alone() RETURNS integer LANGUAGE sql AS 'SELECT 1';"
                        + " ALTER FUNCTION alone DEPENDS ON EXTENSION plpgsql",
                "CREATE PROCEDURE alone() LANGUAGE sql AS 'SELECT 1'",
                "CREATE AGGREGATE alone(*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0')",
                "CREATE ACCESS METHOD alone TYPE TABLE HANDLER heap_tableam_handler",
                "CREATE OPERATOR =~ (FUNCTION = int4eq, LEFTARG = integer, RIGHTARG = integer)",
                "CREATE OPERATOR FAMILY alone USING btree",
                "CREATE OPERATOR FAMILY alone USING btree;"
                        + " ALTER OPERATOR FAMILY alone USING btree ADD OPERATOR 1 < (integer, bigint)",
                "CREATE OPERATOR FAMILY alone USING btree;"
                        + " ALTER OPERATOR FAMILY alone USING btree ADD FUNCTION 1 btint48cmp(integer, bigint)",
                "CREATE OPERATOR CLASS alone FOR TYPE integer USING btree AS OPERATOR 1 <,"
                        + " FUNCTION 1 btint4cmp(integer, integer)",
                "CREATE CAST (point AS json) WITH INOUT",
                "CREATE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal))",
                "CREATE CONVERSION alone FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
                "CREATE TEXT SEARCH PARSER alone (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end,"
                        + " LEXTYPES = prsd_lextype)",
                "CREATE TEXT SEARCH TEMPLATE alone (LEXIZE = dsimple_lexize)",
                "CREATE TEXT SEARCH DICTIONARY alone (TEMPLATE = simple)",
                "CREATE TEXT SEARCH CONFIGURATION alone (COPY = simple)",
                "CREATE SEQUENCE alone; SELECT nextval('alone')",
                "CREATE TABLE alone ()",
                "CREATE TABLE alone (a serial); SELECT nextval('alone_a_seq')",
                "CREATE TABLE alone (a integer GENERATED ALWAYS AS IDENTITY); SELECT nextval('alone_a_seq')",
                "CREATE TABLE alone (a integer DEFAULT 7 CHECK (a > 5))",
                "CREATE TABLE alone (a integer); COMMENT ON COLUMN alone.a IS 'one'",
                "CREATE TABLE alone (a integer PRIMARY KEY WITH (fillfactor = 50)); ALTER TABLE alone CLUSTER ON "
                        + "alone_pkey",
                "CREATE TABLE alone (a integer UNIQUE REFERENCES alone (a))",
                "CREATE TABLE t (a integer); CREATE INDEX alone ON t ((a + 1));"
                        + " ALTER INDEX alone ALTER COLUMN 1 SET STATISTICS 33",
                "CREATE TABLE t (a integer, b integer); CREATE STATISTICS alone ON a, b FROM t;"
                        + " ALTER STATISTICS alone SET STATISTICS 77",
                "CREATE TABLE t (a integer); CREATE TABLE alone (a integer) INHERITS (t)",
                PARTED,
                PARTED + "CREATE INDEX alone ON t (a)",
                PARTED + TRIGGER + "ALTER TABLE part DISABLE TRIGGER alone",
                "CREATE TABLE t (a integer); " + TRIGGER + "ALTER TABLE t DISABLE TRIGGER alone",
                "CREATE TABLE t (a integer); CREATE RULE alone AS ON UPDATE TO t DO ALSO DELETE FROM t WHERE a = 5;"
                        + " ALTER TABLE t DISABLE RULE alone",
                "CREATE TABLE t (a integer); CREATE POLICY alone ON t",
                "CREATE VIEW alone AS SELECT 1 AS a",
                "CREATE VIEW alone AS SELECT 1 AS a; ALTER VIEW alone ALTER a SET DEFAULT 2",
                "CREATE MATERIALIZED VIEW alone AS SELECT 1 AS a",
                EVENT,
                EVENT + "ALTER EVENT TRIGGER alone DISABLE"
            })
    void comesBack(String statements) {
        ServerDatabase database = PostgresqlScriptTest.database(statements);
        Ddl ddl = PostgresqlScriptTest.ddl(database);
        assertThat(ddl.notCarried()).isEmpty();
        ServerDatabase copy = PostgresqlScriptTest.database(ddl.script());
        assertThat(CatalogContents.read(copy)).isEqualTo(CatalogContents.read(database));
        assertThat(PostgresqlScriptTest.ddl(copy)).isEqualTo(ddl);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CREATE FOREIGN DATA WRAPPER alone | it leads out of the database
                    CREATE EXTENSION postgres_fdw; CREATE SERVER alone FOREIGN DATA WRAPPER postgres_fdw | it leads \
                    out of the database
                    CREATE OPERATOR =~ (FUNCTION = int4eq, LEFTARG = integer, RIGHTARG = integer, NEGATOR = <~>) | it \
                    is only named by other operators
                    CREATE TABLE t (a integer); CREATE INDEX alone ON t (a); UPDATE pg_index SET indisvalid = false \
                    WHERE indexrelid = 'alone'::regclass | it was never completed
                    """)
    void isNamedWhereItIsNotCarried(String statements, String reason) {
        Ddl ddl = PostgresqlScriptTest.ddl(PostgresqlScriptTest.database(statements));
        assertThat(ddl.notCarried()).anySatisfy(sentence -> assertThat(sentence).endsWith(reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CREATE TABLE t (a integer NOT NULL) | TABLE t | ALTER TABLE t ADD CONSTRAINT k UNIQUE (a) | public.k
                    CREATE TABLE t (a integer) | TABLE t | ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) | k on public.t
                    CREATE DOMAIN d AS integer | DOMAIN d | ALTER DOMAIN d ADD CONSTRAINT k CHECK (VALUE > 0) | k on \
                    public.d
                    """)
    void isNamedOnWhatCameWithAnExtension(String member, String name, String statements, String expected) {
        ServerDatabase database = PostgresqlScriptTest.database(
                "CREATE EXTENSION hstore; " + member + "; ALTER EXTENSION hstore ADD " + name + "; " + statements);
        assertThat(PostgresqlScriptTest.ddl(database).notices())
                .anySatisfy(sentence ->
                        assertThat(sentence).startsWith("What was added to").contains(expected));
    }
}
