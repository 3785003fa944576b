/**
 * Replaces old contents by new ones within one transaction:
 * {@link doppel.dialect.postgresql.replace.PostgresqlReplacement}.
 */
package doppel.dialect.postgresql.replace;
