package doppel.dialect.postgresql.connect;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/**
 * How a database stores text.
 *
 * @param name the encoding's name
 */
public record PostgresqlEncoding(String name) {

    /** Text of any bytes, which is not checked. */
    private static final String ANY = "SQL_ASCII";

    public static PostgresqlEncoding read(Handle handle) {
        return new PostgresqlEncoding(handle.createQuery("SELECT getdatabaseencoding()")
                .mapTo(String.class)
                .one());
    }

    /** Whether a text can be any bytes. */
    public boolean holdsAnyBytes() {
        return name.equals(ANY);
    }

    /** The encoding for {@code COPY} under which it does not check such bytes either. */
    public String copyOption() {
        return holdsAnyBytes() ? " (ENCODING '" + ANY + "')" : "";
    }

    /** The options of a {@code COPY} from Doppel. */
    public String copyOptions(boolean binary) {
        return binary ? " (FORMAT binary)" : copyOption();
    }

    /**
     * An expression of a value that a query can return without {@code COPY}, since invalid text does not leave the
     * server.
     */
    public String readable(String value) {
        return holdsAnyBytes()
                ? "CASE WHEN " + value + " IS DISTINCT FROM NULL THEN convert_to(format('%s', " + value + "), '" + ANY
                        + "') END"
                : value;
    }

    /** The bytes of a value that {@link #readable} has selected. */
    public byte[] read(ResultSet rows, int column) throws SQLException {
        if (holdsAnyBytes()) {
            return rows.getBytes(column);
        }
        String text = rows.getString(column);
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes of a text in SQL, as they are stored. */
    public String bytesOf(String text) {
        return "convert_to(" + text + ", '" + name + "')";
    }

    /** The text of bytes in SQL, as they are stored. */
    public String textOf(String bytes) {
        return "convert_from(" + bytes + ", '" + name + "')";
    }
}
