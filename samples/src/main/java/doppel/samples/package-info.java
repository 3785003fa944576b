/**
 * The sample application of Doppel: a small library with members, books and loans, whose database shows what a dump has
 * to keep. {@code doppel demo} tells the whole story with it.
 *
 * <p>{@link doppel.samples.Library} builds the database:
 *
 * <pre>{@code
 * Library.create(Path.of("library.db"));
 * }</pre>
 */
package doppel.samples;
