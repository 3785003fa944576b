/**
 * The statements of row files: {@link doppel.restore.statement.RowFileReader} reads them, a {@link
 * doppel.restore.statement.Statement} gives the rows that are saved together, a {@link
 * doppel.restore.statement.DeferredStatement} runs again later.
 */
package doppel.restore.statement;
