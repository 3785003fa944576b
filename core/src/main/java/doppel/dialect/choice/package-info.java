/**
 * What a user chooses for columns whose values are not of their declared type:
 * {@link doppel.dialect.choice.ColumnChoices} reads {@code record.created=timestamp:epoch-millis}, and
 * {@link doppel.dialect.choice.ColumnChoice} takes values there and back.
 */
package doppel.dialect.choice;
