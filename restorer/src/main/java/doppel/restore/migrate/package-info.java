/**
 * Finds the migrators of an application and takes rows through their steps and hooks:
 * {@link doppel.restore.migrate.MigratorLoader}, {@link doppel.restore.migrate.Steps},
 * {@link doppel.restore.migrate.MigrationHooks}.
 */
package doppel.restore.migrate;
