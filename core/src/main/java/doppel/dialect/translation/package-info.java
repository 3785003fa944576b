/**
 * The schema of one engine in the words of another: {@link doppel.dialect.translation.Translation} decides what travels, {@link
 * doppel.dialect.translation.TranslatedSchema} writes the DDL.
 */
package doppel.dialect.translation;
