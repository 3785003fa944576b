/**
 * Reads {@code pg_catalog} into the schema: {@link doppel.dialect.postgresql.catalog.PostgresqlSchemaReader}, with
 * everything else that Doppel reads from the catalogs.
 */
package doppel.dialect.postgresql.catalog;
