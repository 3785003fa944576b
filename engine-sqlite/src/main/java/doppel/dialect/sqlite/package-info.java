/**
 * SQLite. {@link doppel.dialect.sqlite.SqliteDialect} is the entry point; the types of values are in
 * {@code SqliteTypes}, the schema is read by {@code SqliteSchemaReader} and written by {@code SqliteScript}.
 */
package doppel.dialect.sqlite;
