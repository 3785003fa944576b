/**
 * The engines. A {@link doppel.dialect.Dialect} gives {@link doppel.dialect.Source}s to dump from and
 * {@link doppel.dialect.Target}s to restore into; each engine is a package of its own, found with
 * {@link java.util.ServiceLoader}, and no code outside names one.
 *
 * <pre>{@code
 * try (Source source = Dialects.forUrl("library.db").openSource("library.db")) {
 *     for (Table table : source.schema().tables()) {
 *         ...
 *     }
 * }
 * }</pre>
 */
package doppel.dialect;
