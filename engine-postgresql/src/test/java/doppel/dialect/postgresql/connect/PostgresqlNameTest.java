package doppel.dialect.postgresql.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresqlNameTest {

    private static final String[] ODD = {"t", "", "a\"b", "a\"", "\"", "\"a\"", "a.b", "\"a.b", "a\".\"b", ".", "\"\""};

    @Test
    void everyNameComesBackFromItsText() {
        for (String schema : ODD) {
            for (String name : ODD) {
                PostgresqlName one = new PostgresqlName(schema, name);
                assertThat(PostgresqlName.of(one.toString())).isEqualTo(one);
            }
            PostgresqlName alone = new PostgresqlName(PostgresqlName.PUBLIC, schema);
            assertThat(PostgresqlName.of(alone.toString())).isEqualTo(alone);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a\"", "it's", "a b", "sales.order", "a\"b.c"})
    void aNameOfAnotherEngineStaysAsItIs(String name) {
        assertThat(PostgresqlName.of(name)).hasToString(name);
    }
}
