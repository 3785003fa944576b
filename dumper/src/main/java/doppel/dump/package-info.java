/**
 * From a database to a fixture: {@link doppel.dump.Dumper} reads a {@link doppel.dialect.Source} row by row and
 * publishes a directory of Java source.
 *
 * <pre>{@code
 * Dialect dialect = Dialects.forUrl("library.db");
 * try (Source source = dialect.openSource("library.db")) {
 *     DumpReport report = new Dumper(dialect, source, DumpOptions.defaults(), Progress.NONE).dump(Path.of("fixture"));
 * }
 * }</pre>
 */
package doppel.dump;
