/**
 * Reads rows from the pages of a database file, without the driver: {@link doppel.dialect.sqlite.pages.SqlitePages} is
 * the file, {@link doppel.dialect.sqlite.pages.SqlitePageRows} the rows of a table. The format is that of
 * sqlite.org/fileformat2.html.
 */
package doppel.dialect.sqlite.pages;
