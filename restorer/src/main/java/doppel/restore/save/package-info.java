/**
 * Saves what statements give: {@link doppel.restore.save.Saver} fills batches and defers what is refused, {@link
 * doppel.restore.save.Deferral} knows who waits for whom, {@link doppel.restore.save.CycleBreaker} saves what is left in cycles.
 */
package doppel.restore.save;
