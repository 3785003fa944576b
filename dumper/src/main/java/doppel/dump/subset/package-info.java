/** Chooses the rows of a dump with conditions, and what belongs to them: {@link doppel.dump.subset.Subset}. */
package doppel.dump.subset;
