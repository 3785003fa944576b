/**
 * PostgreSQL. {@link doppel.dialect.postgresql.PostgresqlDialect} is the entry point; the types of values are in {@code
 * PostgresqlTypes}, the schema is read by {@code PostgresqlSchemaReader} from {@code pg_catalog}, and rows go both
 * ways by {@code COPY}, in binary where every column has a binary form.
 */
package doppel.dialect.postgresql;
