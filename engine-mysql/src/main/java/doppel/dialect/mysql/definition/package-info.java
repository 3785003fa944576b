/**
 * Reads the definitions of a database, writes them as a script and runs such scripts:
 * {@link doppel.dialect.mysql.definition.MysqlSchemaReader}, {@link doppel.dialect.mysql.definition.MysqlScript} and
 * {@link doppel.dialect.mysql.definition.MysqlScriptRunner}.
 */
package doppel.dialect.mysql.definition;
