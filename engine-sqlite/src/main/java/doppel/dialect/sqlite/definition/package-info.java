/**
 * Reads the definitions of a database and writes them as a script:
 * {@link doppel.dialect.sqlite.definition.SqliteSchemaReader} and
 * {@link doppel.dialect.sqlite.definition.SqliteScript}.
 */
package doppel.dialect.sqlite.definition;
