package doppel.dialect.postgresql.value;

import doppel.literal.JavaType;
import doppel.literal.ValueTaker;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A type of PostgreSQL: how its values are read from the text form of {@code COPY}, and how any value becomes that
 * text.
 *
 * @param name as {@code format_type} writes it, without modifiers
 * @param comparable whether the type's own equality tells values apart; others are compared by their text
 * @param required the parameter of a column that is never null
 * @param nullable the parameter of one that may be
 * @param reader reads a value
 * @param writer gives a value's text
 * @param binary gives a value's binary form, or is null
 * @param binaryReader reads a value from its binary form, or is null
 */
public record PostgresqlType(
        String name,
        boolean comparable,
        JavaType required,
        JavaType nullable,
        Reader reader,
        Writer writer,
        BinaryWriter binary,
        BinaryReader binaryReader) {

    /** As many bytes as a reader of binary forms may use for the text of a value. */
    public static final int SCRATCH = 64;

    /** A type that has the same parameter whether its values may be null or not. */
    static PostgresqlType of(
            String name, JavaType java, Reader reader, Writer writer, BinaryWriter binary, BinaryReader binaryReader) {
        return new PostgresqlType(name, true, java, java, reader, writer, binary, binaryReader);
    }

    /** The text of a value of which every character is ASCII. */
    static String ascii(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Reads a value. */
    public interface Reader {
        /** Gives the value of this text in UTF-8. */
        void read(byte[] bytes, int from, int to, ValueTaker into);
    }

    /** Writes a value. */
    public interface Writer {
        /**
         * The text of a value that is not null, from which the server makes exactly this value.
         *
         * @param modifiers what the column's type says in parentheses
         * @return null where it cannot be exact
         */
        String text(Object value, List<Integer> modifiers);
    }

    /** Writes a value in binary. */
    interface BinaryWriter {
        /**
         * Puts a value that is not null, after its size, if it means exactly what its text would.
         *
         * @param modifiers what the column's type says in parentheses
         * @return false where only the text can say whether, and how, the column can hold it
         */
        boolean put(Object value, List<Integer> modifiers, PostgresqlCopyBuffer to);
    }

    /** Reads a value from its binary form. */
    public interface BinaryReader {
        /**
         * Gives the value of these bytes.
         *
         * @param scratch {@link PostgresqlType#SCRATCH} bytes, which may be written to
         */
        void read(byte[] bytes, int from, int to, byte[] scratch, ValueTaker into);
    }
}
