/**
 * Compiles and runs code that people wrote: {@link doppel.restore.code.FixtureCompiler} compiles in memory,
 * {@link doppel.restore.code.CompiledMethod} calls a create method, {@link doppel.restore.code.PlainProgram} does what
 * an unedited program would do without compiling it.
 */
package doppel.restore.code;
