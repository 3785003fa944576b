package doppel.shell.snippet;

import java.util.List;

/**
 * What may stand at the cursor.
 *
 * @param anchor where the word begins that a name replaces
 * @param names the names, the fitting ones first
 * @param documentation of what stands at the cursor
 */
public record Completions(int anchor, List<String> names, List<Documentation> documentation) {

    public Completions {
        names = List.copyOf(names);
        documentation = List.copyOf(documentation);
    }

    /**
     * What is known of a class, method or variable.
     *
     * @param signature as in Java source
     * @param text its documentation comment; empty if its source is not there
     */
    public record Documentation(String signature, String text) {}
}
