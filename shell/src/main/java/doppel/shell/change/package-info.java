/** What a transaction has changed, row by row: shown as a difference, kept in a fixture, and put back. */
package doppel.shell.change;
