/**
 * CSV → database: the records of CSV files become statements of the restorer. And fixture → CSV, which is read as the
 * restorer reads it.
 */
package doppel.intake;
