/**
 * Writes everything that a database defines as a script, and runs such scripts: {@link
 * doppel.dialect.postgresql.definition.PostgresqlScript} collects the statements of each kind of object and orders them by
 * what needs what.
 */
package doppel.dialect.postgresql.definition;
