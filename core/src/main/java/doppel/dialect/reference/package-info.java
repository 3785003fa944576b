/**
 * Watches the foreign keys of rows on their way into a database, for engines that do not name the row whose reference
 * is broken: {@link doppel.dialect.reference.ReferenceWatch} proves references by the rows already seen.
 */
package doppel.dialect.reference;
