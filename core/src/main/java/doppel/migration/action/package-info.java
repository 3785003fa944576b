/**
 * What steps do to rows: an {@link doppel.migration.action.Action} for each {@link doppel.migration.Change}, which
 * first applies its change to the outline of a table, and later to its rows.
 */
package doppel.migration.action;
