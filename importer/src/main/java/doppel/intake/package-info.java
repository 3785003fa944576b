/** CSV → database: the records of CSV files become statements of the restorer. */
package doppel.intake;
