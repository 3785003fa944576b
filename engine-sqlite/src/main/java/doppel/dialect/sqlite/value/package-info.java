/**
 * Single values in SQLite: {@link doppel.dialect.sqlite.value.SqliteTypes} knows the types of columns, the others read
 * and bind values by storage class.
 */
package doppel.dialect.sqlite.value;
