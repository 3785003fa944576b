/**
 * The one place that writes and reads Java literals of column values: {@link doppel.literal.LiteralWriter} and
 * {@link doppel.literal.LiteralReader} are inverses, and javac reads what the writer wrote as the reader does.
 *
 * <p>The values of this version are {@code null}, {@link java.lang.Long}, {@link java.lang.Double}, {@link
 * java.lang.Float}, {@link java.lang.Boolean}, {@link java.math.BigDecimal}, {@link java.time.LocalDate}, {@link
 * java.time.LocalTime}, {@link java.time.LocalDateTime}, {@link java.time.Instant}, {@link java.util.UUID}, {@link
 * java.lang.String}, {@code byte[]} and {@link doppel.literal.RawText}.
 *
 * <pre>{@code
 * SourceBuffer out = new SourceBuffer();
 * new LiteralWriter().write("a\0b", JavaType.STRING, out);   // out holds "a\0b" in its quotes
 * }</pre>
 */
package doppel.literal;
