/**
 * Writes all definitions of a database as a script, and runs such scripts:
 * {@link doppel.dialect.postgresql.definition.PostgresqlScript} collects the statements of each kind of object and
 * orders them by their dependencies.
 */
package doppel.dialect.postgresql.definition;
