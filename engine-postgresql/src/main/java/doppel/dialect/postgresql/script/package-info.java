/**
 * Reads the text of SQL scripts: where statements end, what is inside quotes, and where sequences stand. {@link
 * doppel.dialect.postgresql.script.PostgresqlStatementReader} is the entry.
 */
package doppel.dialect.postgresql.script;
