/**
 * What every part of Doppel shares: its errors ({@link doppel.DoppelException}, each with a stable
 * {@link doppel.ErrorCode}) and the way it reports progress ({@link doppel.Progress}).
 */
package doppel;
