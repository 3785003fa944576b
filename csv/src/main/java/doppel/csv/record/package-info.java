/**
 * CSV as bytes (RFC 4180): {@link doppel.csv.record.RecordReader} finds records and their fields in a file,
 * {@link doppel.csv.record.RecordWriter} writes them. What a field means, {@code doppel.csv.value} knows.
 */
package doppel.csv.record;
