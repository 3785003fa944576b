/**
 * Real database servers for tests: {@link doppel.testing.TestServer} starts each once, when the first test asks for it.
 *
 * <pre>{@code
 * String url = TestServer.POSTGRESQL.freshDatabase();
 * }</pre>
 */
package doppel.testing;
