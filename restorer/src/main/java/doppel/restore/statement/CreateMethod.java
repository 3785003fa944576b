package doppel.restore.statement;

import doppel.literal.JavaType;

/** A create method of a fixture, as it is called for each row. Used by one thread. */
public interface CreateMethod {

    /** Its name. */
    String name();

    /** The types of its parameters; empty if {@link #wide}. */
    JavaType[] types();

    /** Whether it takes one array of all values, of any type. */
    boolean wide();

    /** Whether its parameters take exactly the values that {@link #types} accept. */
    boolean exact();

    /** Whether javac would pass this value, which the literal reader gave, to this parameter. */
    boolean takes(int parameter, Object value);

    /** The account of its rows. */
    Account account();

    /** Calls it with these values, one for each parameter or element of the array. */
    void call(Object[] values) throws Throwable;
}
