/**
 * From a fixture to a database. {@link doppel.restore.Restorer} checks a fixture, compiles what is code, reads what is data,
 * and saves rows through a {@code Saver} that defers what fails and tries it again.
 *
 * <pre>{@code
 * RestoreReport report = new Restorer(RestoreOptions.into("new.db"), Progress.NONE).restore(Path.of("fixture"));
 * }</pre>
 */
package doppel.restore;
