package doppel.dialect;

import java.util.List;

/**
 * The definitions of a database as a script.
 *
 * @param script the engine's own words, as its own client can run them
 * @param notCarried what the script had to leave out, and why, a sentence each
 */
public record Ddl(String script, List<String> notCarried) {

    public Ddl {
        notCarried = List.copyOf(notCarried);
    }
}
