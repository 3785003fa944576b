/**
 * From a fixture to a database. {@link doppel.restore.Restorer} checks a fixture, compiles code, reads data, and saves
 * rows through a {@code Saver} that defers rows that fail and tries them again.
 *
 * <pre>{@code
 * RestoreReport report = new Restorer(RestoreOptions.into("new.db"), Progress.NONE).restore(Path.of("fixture"));
 * }</pre>
 */
package doppel.restore;
