/**
 * The proof that nothing was lost: {@link doppel.verify.DoubleDump} dumps, restores, dumps again and compares, and
 * compares with the source by a path of its own. Use it in the tests of an application:
 *
 * <pre>{@code
 * @Test
 * void dumpsAndRestoresWithoutLoss() {
 *     DoubleDump.assertLossless("build/test.db");
 * }
 * }</pre>
 */
package doppel.verify;
