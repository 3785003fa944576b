package doppel.bench;

import doppel.bench.measure.Series;
import java.util.OptionalLong;

/**
 * What was measured of a dump or of a restore. A series without runs is one that was not asked for, or not possible.
 *
 * @param engine the engine's name
 * @param shape the database's
 * @param operation {@code dump} or {@code restore}
 * @param rows how many rows there are in all tables
 * @param nativeTool the engine's own way
 * @param doppel Doppel's
 * @param hooked Doppel's, with every create method edited and a hook for every row
 * @param floor the driver's, with nothing done
 * @param nativeBytes the size of the native dump
 * @param doppelBytes the size of the fixture
 */
record Comparison(
        String engine,
        String shape,
        String operation,
        long rows,
        Series nativeTool,
        Series doppel,
        Series hooked,
        Series floor,
        OptionalLong nativeBytes,
        OptionalLong doppelBytes) {

    /** One that nothing has been measured of yet. */
    static Comparison of(String engine, String shape, String operation, long rows) {
        return new Comparison(
                engine,
                shape,
                operation,
                rows,
                new Series(),
                new Series(),
                new Series(),
                new Series(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    /** The same, with the sizes of what was dumped. */
    Comparison withSizes(OptionalLong ofNative, OptionalLong ofDoppel) {
        return new Comparison(engine, shape, operation, rows, nativeTool, doppel, hooked, floor, ofNative, ofDoppel);
    }
}
