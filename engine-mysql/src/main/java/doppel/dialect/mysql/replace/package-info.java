/**
 * Replaces old contents by new ones: {@link doppel.dialect.mysql.replace.MysqlStaging} is the database next to the live
 * one, {@link doppel.dialect.mysql.replace.MysqlSwap} the one {@code RENAME TABLE},
 * {@link doppel.dialect.mysql.replace.MysqlRecovery} what follows a killed swap.
 */
package doppel.dialect.mysql.replace;
