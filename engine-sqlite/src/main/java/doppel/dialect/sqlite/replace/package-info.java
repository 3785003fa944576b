/**
 * Replaces an old database by a new one: {@link doppel.dialect.sqlite.replace.SqliteVerification} checks the new file,
 * {@link doppel.dialect.sqlite.replace.SqliteSwap} renames it.
 */
package doppel.dialect.sqlite.replace;
