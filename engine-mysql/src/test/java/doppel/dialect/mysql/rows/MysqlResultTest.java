package doppel.dialect.mysql.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.dialect.mysql.Database;
import doppel.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MysqlResultTest {

    private static final String SERVERS = "doppel.dialect.mysql.Database#servers";
    private static final int LONGEST = 0xffffff;

    private static void write(byte[] payload, ByteArrayOutputStream out) {
        int at = 0;
        int length;
        do {
            length = Math.min(LONGEST, payload.length - at);
            out.write(length);
            out.write(length >> 8);
            out.write(length >> 16);
            out.write(1);
            out.write(payload, at, length);
            at += length;
        } while (length == LONGEST);
    }

    private static byte[] payload(int length) {
        byte[] payload = new byte[length];
        new Random(length).nextBytes(payload);
        return payload;
    }

    /** Gives no more than a few bytes at once. */
    private static InputStream slow(byte[] bytes, int most) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(length, most));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 1000, 100_000, 20_000_000})
    void readsPacketsOfAnyLengthHoweverTheyArrive(int most) throws IOException {
        int[] lengths = most == 3
                ? new int[] {0, 1, 5, 0, 700}
                : new int[] {5, 131_071, 0, 400_000, LONGEST - 1, LONGEST, 7, 2 * LONGEST, 9};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int length : lengths) {
            write(payload(length), out);
        }
        MysqlPackets packets = new MysqlPackets(slow(out.toByteArray(), most), true);
        for (int length : lengths) {
            packets.next();
            assertThat(packets.copy()).isEqualTo(payload(length));
        }
        assertThatThrownBy(packets::next).isInstanceOf(EOFException.class);
    }

    @Test
    void doesNotTakeAPieceForAPacket() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(payload(9), out);
        byte[] cut = new byte[8];
        System.arraycopy(out.toByteArray(), 0, cut, 0, cut.length);
        assertThatThrownBy(() -> new MysqlPackets(slow(cut, 8), false).next()).isInstanceOf(EOFException.class);
    }

    private static List<String> values(MysqlResult result) throws SQLException {
        List<String> values = new ArrayList<>();
        while (result.next()) {
            while (result.hasValue()) {
                values.add(
                        result.nextValue()
                                ? new String(
                                        result.bytes(),
                                        result.from(),
                                        result.to() - result.from(),
                                        StandardCharsets.UTF_8)
                                : null);
            }
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void readsValuesOfEveryLength(TestServer server) throws SQLException {
        try (Database database = Database.fresh(server);
                MysqlResult result = new MysqlResult(
                        database.session(),
                        "SELECT NULL, '', 'é', REPEAT('a', 250), REPEAT('b', 251), REPEAT('c', 65535), "
                                + "REPEAT('d', 65536),"
                                + " REPEAT('e', 16777215), REPEAT('f', 16777216) UNION ALL SELECT 1, NULL, 2, 3, 4, "
                                + "5, 6, 7, NULL")) {
            assertThat(values(result))
                    .containsExactly(
                            null,
                            "",
                            "é",
                            "a".repeat(250),
                            "b".repeat(251),
                            "c".repeat(65535),
                            "d".repeat(65536),
                            "e".repeat(16777215),
                            "f".repeat(16777216),
                            "1",
                            null,
                            "2",
                            "3",
                            "4",
                            "5",
                            "6",
                            "7",
                            null);
        }
    }

    /** Such a row begins with the byte that the end of the rows begins with, too. */
    @ParameterizedTest
    @MethodSource(SERVERS)
    void takesNoLongValueForTheEnd(TestServer server) throws SQLException {
        try (Database database = Database.fresh(server);
                MysqlResult result =
                        new MysqlResult(database.session(), "SELECT REPEAT('e', 16777216), 1 UNION ALL SELECT 2, 3")) {
            assertThat(values(result)).containsExactly("e".repeat(16777216), "1", "2", "3");
        }
    }

    /** With its length, such a value fills one or two packets, or lacks a byte, or has one more. */
    @ParameterizedTest
    @MethodSource(SERVERS)
    void takesLongRowsInPieces(TestServer server) throws SQLException {
        try (Database database = Database.fresh(server)) {
            for (int length : new int[] {1 << 20, 16777211, 16777212, 33554421}) {
                String sql = "SELECT REPEAT('e', " + length + ") UNION ALL SELECT 'next'";
                for (int taken : new int[] {0, length}) {
                    try (MysqlResult result = new MysqlResult(database.session(), sql)) {
                        assertThat(result.begin()).isTrue();
                        assertThat(result.isLong()).isTrue();
                        assertThat(result.longValue()).isEqualTo(length);
                        assertThat(new String(result.take(taken), StandardCharsets.US_ASCII))
                                .isEqualTo("e".repeat(taken));
                        assertThat(result.hasLongValue()).isEqualTo(taken < length);
                        assertThat(result.begin()).isTrue();
                        assertThat(result.isLong()).isFalse();
                        assertThat(result.next()).isFalse();
                    }
                }
            }
            assertThat(database.rows("SELECT 7")).containsExactly("7");
        }
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void leavesTheConnectionUsableWhereverItIsClosed(TestServer server) throws SQLException {
        try (Database database = Database.fresh(server).run(thousandRows())) {
            for (int rows : new int[] {0, 1, 999, 1000, 1001}) {
                try (MysqlResult result = new MysqlResult(database.session(), "SELECT id, s FROM t")) {
                    for (int i = 0; i < rows; i++) {
                        assertThat(result.next()).isEqualTo(i < 1000);
                    }
                }
                assertThat(database.rows("SELECT COUNT(*) FROM t")).containsExactly("1000");
            }
        }
    }

    @ParameterizedTest
    @MethodSource(SERVERS)
    void reportsErrorsBeforeAndAmongTheRows(TestServer server) throws SQLException {
        try (Database database = Database.fresh(server).run(thousandRows())) {
            assertThatThrownBy(() -> new MysqlResult(database.session(), "SELECT missing FROM t"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("missing");
            assertThatThrownBy(() -> new MysqlResult(database.session(), "SET @a = 1"))
                    .isInstanceOf(SQLException.class);
            int read = 0;
            try (MysqlResult result = new MysqlResult(
                    database.session(), "SELECT s, (SELECT b.id FROM t b WHERE t.id = 1000) FROM t ORDER BY id")) {
                while (read < 999 && result.next()) {
                    read++;
                }
                assertThat(read).isEqualTo(999);
                assertThatThrownBy(result::next)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getErrorCode()).isEqualTo(1242));
            }
            assertThat(database.rows("SELECT COUNT(*) FROM t")).containsExactly("1000");
        }
    }

    private static String[] thousandRows() {
        return new String[] {
            "CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(200))",
            "INSERT INTO t WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
                    + " SELECT i, REPEAT('x', 200) FROM n"
        };
    }
}
