/**
 * Compares the files of a fixture with its {@code MANIFEST}: {@link doppel.restore.check.FixtureCheck} finds the
 * differences, {@link doppel.restore.check.Soundness} judges them, {@link doppel.restore.check.Seal} makes them the new
 * truth.
 */
package doppel.restore.check;
