package doppel.csv.value;

/**
 * What stands for a value where a field's text is none of its column.
 *
 * @param why the text and what it should be, as the end of a sentence
 */
public record Unfit(String why) {}
