/**
 * The types of columns: the Java form of their values, and how they are read and written.
 * {@link doppel.dialect.mysql.value.MysqlType} is a column's.
 */
package doppel.dialect.mysql.value;
