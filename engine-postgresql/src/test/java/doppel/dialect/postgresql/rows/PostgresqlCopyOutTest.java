package doppel.dialect.postgresql.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DatabaseException;
import doppel.ErrorCode;
import doppel.dialect.postgresql.ServerDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows come in the same way from the driver's stream and, where another driver hides it elsewhere, by its public
 * methods.
 */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class PostgresqlCopyOutTest {

    @Parameter
    private boolean inStream;

    private final ServerDatabase database = ServerDatabase.fresh();
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection(database.url());
        connection.setAutoCommit(false);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    private PostgresqlCopyOut copy(String query) {
        return new PostgresqlCopyOut("Reading", connection, "(" + query + ")", "", inStream);
    }

    private static String message(PostgresqlCopyOut copy) {
        return new String(copy.bytes(), copy.from(), copy.to() - copy.from(), StandardCharsets.UTF_8);
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            assertThat(result.next()).isTrue();
            return result.getLong(1);
        }
    }

    /** Around what is read in place, around the driver's buffer, and anything. */
    private static List<Integer> lengths() {
        List<Integer> lengths = new ArrayList<>();
        for (int around : new int[] {10, 4_096, 8_192, 16_384}) {
            for (int length = around - 9; length <= around + 9; length++) {
                lengths.add(length);
            }
        }
        Random random = new Random(4);
        for (int i = 0; i < 3_000; i++) {
            lengths.add(1 + random.nextInt(i % 50 == 0 ? 300_000 : 200));
        }
        return lengths;
    }

    @Test
    void findsTheStreamOfTheDriverThatDoppelComesWith() throws SQLException {
        assertThat(PostgresqlStream.of(connection)).isPresent();
    }

    @Test
    void doesWithoutTheStreamOfAnotherDriver() {
        assertThat(PostgresqlStream.in(new Object())).isEmpty();
        assertThat(PostgresqlStream.in(new Thread())).isEmpty();
        assertThat(PostgresqlStream.in(new OtherExecutor())).isEmpty();
    }

    /** What runs queries in a driver whose fields have the same names and hold something else. */
    private static class Executor {
        @SuppressWarnings("unused") // is looked for by its name
        private final String pgStream = "a stream";
    }

    private static final class OtherExecutor extends Executor {}

    @Test
    void givesMessagesOfAnyLength() throws SQLException {
        List<Integer> lengths = lengths();
        List<Integer> read = new ArrayList<>();
        try (PostgresqlCopyOut copy = copy("SELECT repeat(chr(97 + n::int % 26), length) FROM unnest(ARRAY" + lengths
                + ") WITH ORDINALITY AS row(length, n) ORDER BY n")) {
            while (copy.next()) {
                String line = message(copy);
                int length = line.length() - 1;
                read.add(length);
                assertThat(line)
                        .isEqualTo(Character.toString('a' + read.size() % 26).repeat(length) + "\n");
            }
        }
        assertThat(read).isEqualTo(lengths);
        assertThat(number("SELECT 7")).isEqualTo(7);
    }

    @Test
    void passesOverWhatTheServerSaysInBetween() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE FUNCTION pg_temp.say(n int) RETURNS int LANGUAGE plpgsql AS"
                    + " 'BEGIN RAISE WARNING ''row %'', n; RETURN n; END'");
        }
        List<String> read = new ArrayList<>();
        try (PostgresqlCopyOut copy = copy("SELECT pg_temp.say(n) FROM generate_series(1, 3) AS row(n)")) {
            while (copy.next()) {
                read.add(message(copy));
            }
        }
        assertThat(read).containsExactly("1\n", "2\n", "3\n");
    }

    @Test
    void saysWhatFailsAfterSomeRows() throws SQLException {
        try (PostgresqlCopyOut copy = copy("SELECT 1 / (3 - n) FROM generate_series(1, 5) AS row(n)")) {
            assertThat(copy.next()).isTrue();
            assertThat(copy.next()).isTrue();
            assertThatThrownBy(copy::next)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("Reading")
                    .hasMessageContaining("division by zero");
        }
        assertThat(number("SELECT 7")).isEqualTo(7);
    }

    /** The more rows there are, the more of them the server has still to send. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 20_000, 1_000_000, 100_000_000})
    void canBeLeftInTheMiddle(int rows) throws SQLException {
        for (int time = 0; time < 5; time++) {
            try (PostgresqlCopyOut copy = copy("SELECT generate_series(1, " + rows + ")")) {
                assertThat(copy.next()).isTrue();
                assertThat(message(copy)).isEqualTo("1\n");
            }
            assertThat(number("SELECT " + time)).isEqualTo(time);
        }
    }

    @Test
    void canBeLeftInTheMiddleOfALongRow() throws SQLException {
        try (PostgresqlCopyOut copy = copy("SELECT repeat('x', 3000000) FROM generate_series(1, 5)")) {
            PostgresqlLongMessage row = copy.nextLong();
            if (row == null) { // the driver's stream is not used
                assertThat(copy.next()).isTrue();
            } else {
                assertThat(row.left()).isEqualTo(3_000_001);
                row.skip(70_000);
                assertThat(row.take(2)).isEqualTo(new byte[] {'x', 'x'});
            }
        }
        assertThat(number("SELECT 7")).isEqualTo(7);
    }

    @Test
    void saysThatTheServerHasGone() throws Exception {
        try (Connection other = DriverManager.getConnection(database.url());
                Statement statement = other.createStatement()) {
            PostgresqlCopyOut copy = copy("SELECT generate_series(1, 100000000), pg_backend_pid()");
            assertThat(copy.next()).isTrue();
            String process = message(copy).split("\\s")[1];
            statement.execute("SELECT pg_terminate_backend(" + process + ")");
            assertThatThrownBy(() -> {
                        while (copy.next()) {
                            // what the server has sent before it ended
                        }
                    })
                    .isInstanceOfSatisfying(
                            DatabaseException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_FAILED));
            copy.close(); // waits for nothing
            assertThat(connection.isClosed()).isTrue();
        }
    }
}
