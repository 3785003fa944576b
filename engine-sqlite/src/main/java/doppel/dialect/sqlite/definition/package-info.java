/**
 * Reads what a database defines and writes it as a script: {@link
 * doppel.dialect.sqlite.definition.SqliteSchemaReader} and {@link doppel.dialect.sqlite.definition.SqliteScript}.
 */
package doppel.dialect.sqlite.definition;
