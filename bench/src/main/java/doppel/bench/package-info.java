/**
 * The benchmark: {@link doppel.bench.Bench} compares Doppel with the native tools of each engine, on databases that it
 * makes itself. It is no part of the jar that is shipped.
 */
package doppel.bench;
