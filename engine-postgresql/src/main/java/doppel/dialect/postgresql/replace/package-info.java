/**
 * Puts new contents in the place of old ones within one transaction: {@link
 * doppel.dialect.postgresql.replace.PostgresqlReplacement}.
 */
package doppel.dialect.postgresql.replace;
