package doppel.verify;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The connection on which a hostile database of a server is being built, with the sources of chance, names and texts.
 */
final class HostileServerSession {

    private static final boolean SHOWS_REFUSED = Boolean.getBoolean("doppel.hostile.refused");

    final Random random;
    final HostileNames names;
    private final Connection connection;
    private final HostileValues values;

    HostileServerSession(Connection connection, Random random, HostileNames names) {
        this.connection = connection;
        this.random = random;
        this.names = names;
        this.values = new HostileValues(random, StandardCharsets.UTF_8);
    }

    boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    @SafeVarargs
    final <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Some of these, at least one, in any order. */
    <T> List<T> some(List<T> choices, int most) {
        List<T> shuffled = new ArrayList<>(choices);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, 1 + random.nextInt(Math.min(most, shuffled.size())));
    }

    /** A text, seldom a long one, with any character there is. */
    String text() {
        return switch (random.nextInt(20)) {
            case 0 ->
                pick("x", "\u00e9", "\u2028", "\uD83D\uDE00", "\\", "'\"\n").repeat(10_000);
            case 1 -> values.words();
            default -> new String(values.text().bytes(), StandardCharsets.UTF_8);
        };
    }

    /** Bytes in hexadecimal digits, seldom more than a row file holds. */
    String hexadecimal() {
        StringBuilder digits = new StringBuilder();
        for (byte b : oneIn(10) ? values.bytes(5_001 + random.nextInt(500)) : values.blob()) {
            digits.append(String.format("%02x", b));
        }
        return digits.toString();
    }

    /** Runs what must succeed. */
    void run(String sql) {
        try {
            execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in " + sql, e);
        }
    }

    /** Runs what the server may refuse, as many things drawn by chance are; tells whether it succeeded. */
    boolean attempt(String sql) {
        try {
            execute(sql);
            return true;
        } catch (SQLException e) {
            if (SHOWS_REFUSED) {
                System.err.println(e.getMessage() + " in " + sql.substring(0, Math.min(500, sql.length())));
            }
            return false;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
