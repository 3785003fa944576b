/**
 * The types of columns: what a value of each is in Java, and how it is read and written. {@link
 * doppel.dialect.mysql.value.MysqlType} is a column's.
 */
package doppel.dialect.mysql.value;
