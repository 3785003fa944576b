/** Rows that come into a database that has rows: they are found there, and then kept, changed, refused or added. */
package doppel.restore.existing;
