/**
 * Work on the rows of a database by hand, in Java: the words of {@code doppel shell} and {@code doppel run}.
 */
package doppel.shell;
