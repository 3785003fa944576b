/**
 * The sample application of Doppel: a small library with members, books and loans, whose database shows what a dump has
 * to keep. {@code doppel demo} tells the whole story with it.
 *
 * <p>{@link doppel.samples.Library} builds the database:
 *
 * <pre>{@code
 * Library.create(Path.of("library.db"));
 * }</pre>
 *
 * <p>{@link doppel.samples.LibraryMigrations} takes its rows to versions 2 and 3, and back. Its steps have each kind of
 * change that migrations are made of, to be copied from.
 */
package doppel.samples;
