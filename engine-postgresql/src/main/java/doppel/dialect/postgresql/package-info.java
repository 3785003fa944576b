/**
 * PostgreSQL. {@link doppel.dialect.postgresql.PostgresqlDialect} is the entry; the types of values are in {@code
 * PostgresqlTypes}, the schema is read by {@code PostgresqlSchemaReader} from {@code pg_catalog}, and rows go both ways by
 * {@code COPY} in its text format.
 */
package doppel.dialect.postgresql;
