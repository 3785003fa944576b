/**
 * The text of a fixture's source: what {@code Restore.java} and the row files look like is written and read here and nowhere
 * else. {@link doppel.program.RestoreSource} writes a program, {@link doppel.program.PlainFixture} reads one that is exactly
 * that; {@link doppel.program.RowFrame} is the text around rows, whose values {@link doppel.literal} writes and reads.
 *
 * <pre>{@code
 * PlainFixture fixture = PlainFixture.read(Path.of("before-upgrade"));
 * Schema schema = fixture.schema();
 * }</pre>
 */
package doppel.program;
