/**
 * Translates the schema of one engine into that of another: {@link doppel.dialect.translation.Translation} decides what
 * is carried over, {@link doppel.dialect.translation.TranslatedSchema} writes the DDL.
 */
package doppel.dialect.translation;
