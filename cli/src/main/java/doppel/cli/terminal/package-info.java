/**
 * The terminal of a command: where it reads and writes, how much it says, what a person types without seeing it, and
 * sees without obeying it.
 */
package doppel.cli.terminal;
