/** The work on a database: its one transaction, what can be taken back, and the words for tables and rows. */
package doppel.shell.work;
