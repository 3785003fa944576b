/**
 * Addresses and passwords of database servers: {@link doppel.dialect.server.ServerAddress} reads a URL, {@link
 * doppel.dialect.server.ServerLogin} finds the user and the password for it.
 */
package doppel.dialect.server;
