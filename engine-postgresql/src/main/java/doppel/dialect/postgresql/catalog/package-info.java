/**
 * Reads {@code pg_catalog} into the schema: {@link doppel.dialect.postgresql.catalog.PostgresqlSchemaReader}, with what else
 * Doppel asks of the catalogs.
 */
package doppel.dialect.postgresql.catalog;
