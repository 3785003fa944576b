package doppel.compare;

/**
 * How much of a file or table differs.
 *
 * @param file the file or table
 * @param added how many lines only the second fixture has, exactly
 * @param removed how many lines only the first fixture has, exactly
 * @param changed how many of the removed rows have a partner among the added ones next to them: a call of the same
 *     create method with the same first argument. Such a pair also counts as added and as removed. 0 if no rows are
 *     compared
 */
public record FileDifference(DiffFile file, long added, long removed, long changed) {}
