/**
 * Runs the program of a fixture: {@link doppel.restore.load.FixtureLoader} makes a
 * {@link doppel.restore.load.LoadedFixture}, whose row files become statements in {@link doppel.restore.load.RowLoader}
 * and whose code works with a {@link doppel.restore.load.RestoreSession}.
 */
package doppel.restore.load;
