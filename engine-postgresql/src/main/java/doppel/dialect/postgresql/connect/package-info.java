/**
 * Connects to a server: {@link doppel.dialect.postgresql.connect.PostgresqlConnector} opens sessions with fixed
 * settings, for an address and the login that was found for it.
 */
package doppel.dialect.postgresql.connect;
