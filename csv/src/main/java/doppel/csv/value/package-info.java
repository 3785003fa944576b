/**
 * What the fields of CSV mean: plain text where the value has the type that its column declares, and a {@link
 * doppel.csv.value.Mark} where it has another one, or text could be mistaken for one. {@link
 * doppel.csv.value.FieldWriter} writes values, {@link doppel.csv.value.FieldReader} reads the same values again.
 */
package doppel.csv.value;
