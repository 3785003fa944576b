package doppel.literal;

/**
 * Takes the values of a row, one column after the other, in the form in which an engine gives them, so that no object has to
 * be made on the way from the engine's bytes to a literal. Used by one thread.
 *
 * <p>The bytes belong to the caller, who uses them again after the call.
 */
public interface ValueTaker {

    /** Any value, null for NULL. */
    void take(Object value);

    /** A whole number. */
    void whole(long number);

    /** A floating-point number of double precision. */
    void doublePrecision(double number);

    /** Text that its database says is UTF-8: what is not valid is {@link RawText}. */
    void text(byte[] bytes, int from, int to);

    /** A day that the calendar has, of the years 1 to 9999, as {@code 2010-01-12}. */
    void date(byte[] ascii, int from, int to);

    /**
     * A day and time of no zone, of the years 1 to 9999, as {@code 2010-01-12 10:00:00.5}: the seconds always stand there; a
     * fraction has one to nine digits.
     */
    void timestamp(byte[] ascii, int from, int to);

    /** A moment in UTC, as {@link #timestamp} has it, without a zone. */
    void instant(byte[] ascii, int from, int to);

    /** A decimal number of no more than a thousand digits, as {@link java.math.BigDecimal#toPlainString} writes it. */
    void decimal(byte[] ascii, int from, int to);
}
