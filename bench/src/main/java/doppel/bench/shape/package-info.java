/**
 * The databases that are measured: a {@link doppel.bench.shape.Shape} makes tables and their rows, the same ones on
 * every machine and in every run, and nothing of an engine is known here.
 */
package doppel.bench.shape;
