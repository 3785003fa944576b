/**
 * Reads rows through the driver and inserts them: {@link doppel.dialect.sqlite.rows.SqliteRowCursor} and
 * {@link doppel.dialect.sqlite.rows.SqliteInserter}.
 */
package doppel.dialect.sqlite.rows;
