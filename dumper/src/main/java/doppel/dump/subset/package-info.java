/** Chooses the rows of a dump with conditions, and the rows that belong to them: {@link doppel.dump.subset.Subset}. */
package doppel.dump.subset;
