/**
 * The reports of a restore: {@link doppel.restore.report.RestoreReport}, why rows could not be saved, and those rows as
 * a fixture of their own in {@link doppel.restore.report.UnsavedRows}.
 */
package doppel.restore.report;
