/**
 * Reads rows by {@code COPY … TO} and saves them by {@code COPY … FROM}:
 * {@link doppel.dialect.postgresql.rows.PostgresqlBinaryRowCursor} and
 * {@link doppel.dialect.postgresql.rows.PostgresqlInserter}.
 */
package doppel.dialect.postgresql.rows;
