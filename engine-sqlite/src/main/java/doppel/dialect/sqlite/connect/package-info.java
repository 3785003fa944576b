/**
 * Opens database files: {@link doppel.dialect.sqlite.connect.SqliteFile} is a file, and knows how its connections are
 * set up.
 */
package doppel.dialect.sqlite.connect;
