/**
 * Reads the text of SQL scripts: where statements end, and what is inside quotes. {@link
 * doppel.dialect.postgresql.script.PostgresqlStatementReader} is the entry.
 */
package doppel.dialect.postgresql.script;
