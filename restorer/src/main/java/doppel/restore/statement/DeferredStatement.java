package doppel.restore.statement;

/**
 * A statement that runs again later. One that was read from a file keeps only its place, so that many take little
 * memory.
 *
 * @param fixture the fixture that it is part of
 * @param origin its place
 * @param statement the statement itself if it cannot be read again, else null
 */
public record DeferredStatement(FixtureStatements fixture, Origin origin, Statement statement) {

    public static DeferredStatement of(Statement statement) {
        return new DeferredStatement(
                statement.fixture(), statement.origin(), statement.origin().readable() ? null : statement);
    }

    /** The statement, to be run. */
    public Statement again() {
        return statement == null ? fixture.readAgain(origin) : statement;
    }
}
