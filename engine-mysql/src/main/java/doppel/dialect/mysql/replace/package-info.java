/**
 * Puts new contents in the place of old ones: {@link doppel.dialect.mysql.replace.MysqlStaging} is the database beside, {@link
 * doppel.dialect.mysql.replace.MysqlSwap} the one {@code RENAME TABLE}, {@link doppel.dialect.mysql.replace.MysqlRecovery}
 * what follows a killed swap.
 */
package doppel.dialect.mysql.replace;
