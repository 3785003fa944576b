/**
 * The text of a fixture's source: only this package writes and reads {@code Restore.java} and the row files.
 * {@link doppel.program.RestoreSource} writes a program, {@link doppel.program.PlainFixture} reads a program that is
 * exactly that; {@link doppel.program.RowFrame} is the text around rows, whose values {@link doppel.literal} writes and
 * reads.
 *
 * <pre>{@code
 * PlainFixture fixture = PlainFixture.read(Path.of("before-upgrade"));
 * Schema schema = fixture.schema();
 * }</pre>
 */
package doppel.program;
