package doppel.literal;

/**
 * Receives the values of a row, one column after the other, in the form in which an engine gives them, so that no
 * objects are needed between the engine's bytes and a literal. Used by one thread.
 *
 * <p>The bytes belong to the caller, which reuses them after the call.
 */
public interface ValueTaker {

    /** Any value, null for NULL. */
    void take(Object value);

    /** A whole number. */
    void whole(long number);

    /** A floating-point number of double precision. */
    void doublePrecision(double number);

    /** Text that should be UTF-8 according to its database; invalid text becomes {@link RawText}. */
    void text(byte[] bytes, int from, int to);

    /** An existing day of the years 1 to 9999, as {@code 2010-01-12}. */
    void date(byte[] ascii, int from, int to);

    /**
     * A day and time without a zone, of the years 1 to 9999, as {@code 2010-01-12 10:00:00.5}: the seconds are always
     * there; a fraction has one to nine digits.
     */
    void timestamp(byte[] ascii, int from, int to);

    /** A moment in UTC, as {@link #timestamp} has it, without a zone. */
    void instant(byte[] ascii, int from, int to);

    /** A large text or large bytes, which are written at once or never. */
    void pieces(ValuePieces value);

    /** A decimal number of no more than a thousand digits, as {@link java.math.BigDecimal#toPlainString} writes it. */
    void decimal(byte[] ascii, int from, int to);
}
