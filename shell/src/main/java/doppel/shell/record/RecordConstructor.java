package doppel.shell.record;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;

/**
 * Makes records of values, one for each component. Thread-safe.
 *
 * @param <T> the record type, which may be anybody's
 */
public final class RecordConstructor<T extends Record> {

    private final Constructor<T> canonical;

    /** The canonical constructor of a record type. */
    public RecordConstructor(Class<T> type) {
        try {
            canonical = type.getDeclaredConstructor(Stream.of(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            canonical.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its constructor", e);
        }
    }

    /**
     * A record.
     *
     * @throws IllegalArgumentException if there are more or fewer values than components, or one does not fit
     */
    public T of(Object... values) {
        if (values.length != canonical.getParameterCount()) {
            throw new IllegalArgumentException(name() + " has " + canonical.getParameterCount()
                    + " components, and there are " + values.length + " values");
        }
        try {
            return canonical.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(name() + " refuses a row: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("an abstract record", e);
        }
    }

    private String name() {
        return canonical.getDeclaringClass().getSimpleName();
    }
}
