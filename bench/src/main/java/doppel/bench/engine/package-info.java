/**
 * The databases' side of a measurement: a {@link doppel.bench.engine.BenchEngine} makes databases, fills them the
 * fastest way it knows, and names the commands of its native tools.
 */
package doppel.bench.engine;
