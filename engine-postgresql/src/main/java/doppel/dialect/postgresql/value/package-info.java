/**
 * The types of columns: what a value of each is in Java, in text and in binary, in and out. {@link
 * doppel.dialect.postgresql.value.PostgresqlTypes} finds the type of a column.
 */
package doppel.dialect.postgresql.value;
