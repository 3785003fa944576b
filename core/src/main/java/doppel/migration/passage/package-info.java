/**
 * The passage of rows through steps: {@link doppel.migration.passage.MigrationPlan} puts steps in order,
 * {@link doppel.migration.passage.Passage} checks them against both schemas and takes each row through them.
 */
package doppel.migration.passage;
