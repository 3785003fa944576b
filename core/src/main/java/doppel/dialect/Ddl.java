package doppel.dialect;

import java.util.List;

/**
 * The definitions of a database as a script.
 *
 * @param script the engine's own SQL, which its own client can run
 * @param notCarried what the script had to leave out, and why, a sentence each
 * @param notices what belongs to the server and its accounts rather than to the definitions, and so is not part of the
 *     script: a sentence each
 */
public record Ddl(String script, List<String> notCarried, List<String> notices) {

    public Ddl {
        notCarried = List.copyOf(notCarried);
        notices = List.copyOf(notices);
    }

    /** Definitions that depend on nothing outside of them. */
    public Ddl(String script, List<String> notCarried) {
        this(script, notCarried, List.of());
    }
}
