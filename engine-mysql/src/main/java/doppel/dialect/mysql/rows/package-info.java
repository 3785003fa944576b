/**
 * Reads rows and saves them: {@link doppel.dialect.mysql.rows.MysqlRowCursor} streams a result, {@link
 * doppel.dialect.mysql.rows.MysqlInserter} loads files by {@code LOAD DATA LOCAL}, or inserts.
 */
package doppel.dialect.mysql.rows;
