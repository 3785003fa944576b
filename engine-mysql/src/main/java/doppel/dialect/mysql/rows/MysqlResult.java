package doppel.dialect.mysql.rows;

import com.mysql.cj.NativeSession;
import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.exceptions.SQLExceptionsMapping;
import com.mysql.cj.protocol.FullReadInputStream;
import com.mysql.cj.protocol.a.CompressedInputStream;
import com.mysql.cj.protocol.a.NativeConstants.IntegerDataType;
import com.mysql.cj.protocol.a.NativeMessageBuilder;
import com.mysql.cj.protocol.a.NativePacketPayload;
import com.mysql.cj.protocol.a.NativeProtocol;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.literal.LargeValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * The rows of a query in the text protocol, as bytes in place: the driver sends the query, but the result bypasses the
 * driver, which would make an object of every value. Until the last row has been read, or this is closed, the
 * connection can do nothing else. Not thread-safe.
 */
final class MysqlResult implements AutoCloseable {

    private static final int NULL = 0xfb;
    private static final int TWO_BYTES = 0xfc;
    private static final int THREE_BYTES = 0xfd;
    private static final int EIGHT_BYTES = 0xfe;
    private static final int END = 0xfe;
    private static final int ERROR = 0xff;
    private static final int LONGEST_END = 0xffffff;
    private static final int LONGEST_OLD_END = 5;

    private final NativeProtocol protocol;
    private final boolean oldEnds;
    private final MysqlPackets packets;
    private boolean ended;
    private boolean isLong;
    private int from;
    private int to;
    private int next;

    /** Sends a query. */
    MysqlResult(MysqlSession session, String sql) throws SQLException {
        NativeSession driver = (NativeSession)
                session.connection().unwrap(JdbcConnection.class).getSession();
        protocol = driver.getProtocol();
        oldEnds = !protocol.getServerSession().isEOFDeprecated();
        try {
            NativePacketPayload query = new NativeMessageBuilder(
                            protocol.getServerSession().supportsQueryAttributes())
                    .buildComQuery(null, driver, sql.getBytes(StandardCharsets.UTF_8));
            NativePacketPayload answer = protocol.sendCommand(query, false, 0);
            int first = answer.getByteBuffer()[0] & 0xff;
            if (first == 0 || first == NULL) { // no result, or a request for a file
                throw new SQLException("the server did not answer with rows");
            }
            answer.setPosition(0);
            long columns = answer.readInteger(IntegerDataType.INT_LENENC);
            FullReadInputStream in = protocol.getSocketConnection().getMysqlInput();
            boolean compressed =
                    in.getUnderlyingStream() instanceof CompressedInputStream; // waits for everything requested
            packets = new MysqlPackets(in, !compressed);
            for (long i = oldEnds ? -1 : 0; i < columns; i++) {
                packets.next();
            }
        } catch (CJException e) {
            throw SQLExceptionsMapping.translateException(e);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private static SQLException lost(IOException e) {
        return new SQLException("the connection was lost: " + e.getMessage(), "08S01", e);
    }

    /** Moves to the next row, which is in memory as a whole; false if there is none. */
    boolean next() throws SQLException {
        return next(Integer.MAX_VALUE);
    }

    /** Moves to the next row; one that {@link #isLong} has only begun. */
    boolean begin() throws SQLException {
        return next(LargeValue.SMALLEST);
    }

    private boolean next(int longest) throws SQLException {
        if (ended) {
            return false;
        }
        try {
            skipRest();
            isLong = packets.begin(longest);
        } catch (IOException e) {
            ended = true;
            throw lost(e);
        }
        if (isLong) {
            return true;
        }
        next = packets.from();
        int first = packets.bytes()[next] & 0xff;
        int length = packets.to() - next;
        if (first == ERROR || first == END && length <= (oldEnds ? LONGEST_OLD_END : LONGEST_END)) {
            end();
            return false;
        }
        return true;
    }

    private void end() throws SQLException {
        ended = true;
        NativePacketPayload last = new NativePacketPayload(packets.copy());
        try {
            protocol.checkErrorMessage(last);
            last.setPosition(0);
            protocol.readServerStatusForResultSets(last, true);
        } catch (CJException e) {
            throw SQLExceptionsMapping.translateException(e);
        }
    }

    /** Moves to the next value of the row; false if it is NULL. */
    boolean nextValue() {
        byte[] bytes = packets.bytes();
        int length = bytes[next++] & 0xff;
        switch (length) {
            case NULL -> {
                return false;
            }
            case TWO_BYTES -> length = number(bytes, 2);
            case THREE_BYTES -> length = number(bytes, 3);
            case EIGHT_BYTES -> {
                length = number(bytes, 4); // no value has more than a gigabyte
                next += 4;
            }
            default -> {}
        }
        from = next;
        to = from + length;
        next = to;
        return true;
    }

    /** Whether the row is long: then its values are taken by {@link #longValue}. */
    boolean isLong() {
        return isLong;
    }

    private void skipRest() throws IOException {
        while (isLong && packets.hasMore()) {
            packets.piece(Integer.MAX_VALUE);
        }
        isLong = false;
    }

    /** The length of the next value of a long row; -1 if it is NULL. */
    int longValue() throws SQLException {
        int length = take(1)[0] & 0xff;
        int digits = switch (length) {
            case NULL -> 0;
            case TWO_BYTES -> 2;
            case THREE_BYTES -> 3;
            case EIGHT_BYTES -> 8;
            default -> -1;
        };
        if (digits <= 0) {
            return digits < 0 ? length : -1;
        }
        byte[] number = take(digits);
        length = 0;
        for (int i = 0; i < Math.min(digits, Integer.BYTES); i++) { // no value has more than a gigabyte
            length |= (number[i] & 0xff) << 8 * i;
        }
        return length;
    }

    /** The next bytes of a long row. */
    byte[] take(int length) throws SQLException {
        byte[] taken = new byte[length];
        try {
            for (int filled = 0; filled < length; ) {
                int piece = packets.piece(length - filled);
                System.arraycopy(packets.bytes(), packets.position() - piece, taken, filled, piece);
                filled += piece;
            }
        } catch (IOException e) {
            throw lost(e);
        }
        return taken;
    }

    /** Takes the next bytes of a long row, at most so many; they end at {@link #position}. */
    int piece(long most) throws SQLException {
        try {
            return packets.piece(most);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** Where the bytes that were taken last end. */
    int position() {
        return packets.position();
    }

    /** Whether a long row has another value. */
    boolean hasLongValue() throws SQLException {
        try {
            return packets.hasMore();
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private int number(byte[] bytes, int count) {
        int number = 0;
        for (int i = 0; i < count; i++) {
            number |= (bytes[next++] & 0xff) << 8 * i;
        }
        return number;
    }

    /** Whether the row has another value. */
    boolean hasValue() {
        return next < packets.to();
    }

    /** The bytes that hold the value, until the next row is read. */
    byte[] bytes() {
        return packets.bytes();
    }

    /** Where the value begins. */
    int from() {
        return from;
    }

    /** Where the value ends. */
    int to() {
        return to;
    }

    @Override
    public void close() throws SQLException {
        while (!ended) {
            begin();
        }
    }
}
