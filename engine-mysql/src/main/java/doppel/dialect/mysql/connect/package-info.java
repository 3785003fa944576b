/**
 * Connects to a server: {@link doppel.dialect.mysql.connect.MysqlConnector} opens a {@link
 * doppel.dialect.mysql.connect.MysqlSession} with fixed settings, for an address and the login that was found for it.
 */
package doppel.dialect.mysql.connect;
