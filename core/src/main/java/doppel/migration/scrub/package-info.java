/**
 * Fake values in place of personal data, the same for equal values under one key: {@link doppel.migration.Scrub} is the
 * entry point; the classes here make numbers, words and texts of other formats.
 */
package doppel.migration.scrub;
