package doppel.shell.snippet;

/**
 * A variable of a session.
 *
 * @param name its name
 * @param type its type in Java
 * @param value what it holds, possibly null
 */
public record Variable(String name, String type, Object value) {}
