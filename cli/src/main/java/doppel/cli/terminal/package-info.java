/** What a person types without seeing it, and sees without obeying it. */
package doppel.cli.terminal;
