/**
 * The difference of two fixtures, for people and for machines. {@link doppel.compare.FixtureDiff} compares two
 * directories, byte by byte, and passes the differences to a {@link doppel.compare.DiffListener} while it reads, so
 * that memory does not depend on the size of the fixtures; {@link doppel.compare.UnifiedText} and
 * {@link doppel.compare.JsonText} are listeners that write it.
 *
 * <pre>{@code
 * StringBuilder text = new StringBuilder();
 * DiffSummary summary = FixtureDiff.compare(Path.of("a"), Path.of("b"), new UnifiedText(text, false));
 * if (!summary.equal()) {
 *     throw new AssertionError(text);
 * }
 * }</pre>
 */
package doppel.compare;
