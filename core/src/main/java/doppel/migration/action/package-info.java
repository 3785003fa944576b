/**
 * What steps do to rows: an {@link doppel.migration.action.Action} for each {@link doppel.migration.Change}, which first does to
 * the outline of a table what it will do to its rows.
 */
package doppel.migration.action;
