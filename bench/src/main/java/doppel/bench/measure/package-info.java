/**
 * What a program costs: a {@link doppel.bench.measure.MeasuredProcess} runs a {@link doppel.bench.measure.ShellCommand}
 * to its end and gives a {@link doppel.bench.measure.Measurement}; several of them are a
 * {@link doppel.bench.measure.Series}.
 */
package doppel.bench.measure;
