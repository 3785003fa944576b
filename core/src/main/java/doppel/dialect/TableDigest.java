package doppel.dialect;

/**
 * A fingerprint of a table's rows that does not depend on their order.
 *
 * @param rows how many rows there are
 * @param sum the sum of the SHA-256 digests of all rows modulo 2^256, in hexadecimal digits (the AdHash of Bellare and
 *     Micciancio, "A new paradigm for collision-free hashing", 1997)
 */
public record TableDigest(long rows, String sum) {}
