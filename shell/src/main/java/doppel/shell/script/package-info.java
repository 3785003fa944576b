/**
 * Scripts: files of Java that are compiled as a whole before anything of them runs. {@link doppel.shell.script.Script}
 * reads one.
 *
 * <pre>{@code
 * try (CompiledScript script = Script.read(Path.of("repair.jsh")).compile(options)) {
 *     script.run(List.of("--verbose"), SnippetListener.NONE);
 * }
 * }</pre>
 */
package doppel.shell.script;
