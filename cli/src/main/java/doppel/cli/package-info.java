/**
 * The command line of Doppel: one class per command, wiring only. It is the only package that prints or exits; start
 * reading at {@link doppel.cli.Doppel}.
 */
package doppel.cli;
