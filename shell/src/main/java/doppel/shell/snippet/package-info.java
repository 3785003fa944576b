/**
 * Java, snippet by snippet, in this virtual machine: {@link doppel.shell.snippet.JavaSession} evaluates what somebody
 * types, {@link doppel.shell.snippet.CompiledSnippets} compiles all snippets of a text before the first one runs.
 * Nothing here knows a database or a terminal.
 *
 * <pre>{@code
 * try (JavaSession session = SnippetOptions.of(List.of("import java.util.*;")).openSession()) {
 *     session.evaluate("var three = List.of(1, 2, 3)"); // a Result.Value with the list itself
 * }
 * }</pre>
 */
package doppel.shell.snippet;
