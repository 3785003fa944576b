package doppel.restore.code;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.fixture.Fixture;
import doppel.fixture.Rows;
import java.lang.reflect.Constructor;

/** Creates the object that calls the create methods for the rows of a compiled file. Stateless. */
public final class CompiledRows {

    private CompiledRows() {}

    /**
     * The rows of a class.
     *
     * @throws FixtureException if it is not a class of rows
     */
    @SuppressWarnings("unchecked")
    public // a class of rows of another fixture could not have been compiled with this one
    static Rows<Fixture> of(Class<?> rowClass) {
        try {
            Constructor<?> constructor = rowClass.getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Rows<Fixture>) constructor.newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new FixtureException(
                    ErrorCode.DOES_NOT_COMPILE,
                    "The class " + rowClass.getName() + " cannot be used for rows: " + e + ".",
                    "A row file holds a class with a constructor without parameters that implements Rows<Restore>.",
                    null,
                    e);
        }
    }
}
