package doppel.dialect.postgresql.definition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresqlListCastsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a = ANY ((ARRAY['b'::character varying])::text[]) | a = ANY (ARRAY[('b'::character varying)::text])
            ((ARRAY['it''s'::character varying, ''::character varying])::text[]) | (ARRAY[('it''s'::character \
            varying)::text, (''::character varying)::text])
            x (ARRAY['a])::text[]'::character varying])::text[] y | x ARRAY[('a])::text[]'::character varying)::text] y
            a$b (ARRAY['$$'::character varying])::text[] $1 | a$b ARRAY[('$$'::character varying)::text] $1
            'q' "q" $$q$$ (ARRAY['b'::character varying])::text[] | 'q' "q" $$q$$ ARRAY[('b'::character varying)::text]
            """)
    void castsTheElementsOfAList(String written, String settled) {
        assertThat(PostgresqlListCasts.settled(written)).isEqualTo(settled);
        assertThat(PostgresqlListCasts.settled(settled)).isEqualTo(settled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'(ARRAY[''b''::character varying])::text[]'",
                "\"(ARRAY['b'::character varying])::text[]\"",
                "$$(ARRAY['b'::character varying])::text[]$$",
                "$f$ $$ (ARRAY['b'::character varying])::text[] $f$",
                "-- it's (ARRAY['b'::character varying])::text[]",
                "(ARRAY['b'::character varying])::text",
                "(ARRAY['b'::character varying, a])::text[]",
                "(ARRAY['b'::bpchar])::text[]",
                "(ARRAY['b'::character varying",
                "(ARRAY['b",
                "$f$ open",
                "$"
            })
    void leavesEverythingElseAsItIs(String written) {
        assertThat(PostgresqlListCasts.settled(written)).isEqualTo(written);
    }

    @Test
    void takesListsOfAnyLength() {
        String elements = "'b'::character varying" + ", 'b'::character varying".repeat(100_000);
        assertThat(PostgresqlListCasts.settled("(ARRAY[" + elements + "])::text[]"))
                .isEqualTo("ARRAY[('b'::character varying)::text" + ", ('b'::character varying)::text".repeat(100_000)
                        + "]");
    }
}
