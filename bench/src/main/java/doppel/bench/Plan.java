package doppel.bench;

/**
 * What is measured of each shape on each engine.
 *
 * @param rows how many rows a shape is made from
 * @param runs how often each program runs
 * @param dump whether dumps are measured
 * @param restore whether restores are measured
 * @param hooks whether restores of an edited fixture are measured too
 * @param floor whether the driver alone is measured too
 * @param keep whether databases and dumps stay
 */
record Plan(long rows, int runs, boolean dump, boolean restore, boolean hooks, boolean floor, boolean keep) {}
