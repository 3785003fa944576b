/**
 * Saves the rows of statements: {@link doppel.restore.save.Saver} fills batches and defers refused rows,
 * {@link doppel.restore.save.Deferral} knows which rows wait for which, {@link doppel.restore.save.CycleBreaker} saves
 * rows that are left in cycles.
 */
package doppel.restore.save;
