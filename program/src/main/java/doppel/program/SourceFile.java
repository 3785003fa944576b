package doppel.program;

/**
 * A source file of a fixture's program.
 *
 * @param name its name
 * @param text its text
 */
public record SourceFile(String name, String text) {}
