package doppel.restore.statement;

/**
 * A statement that runs again later. One that was read from a file keeps only its place, so that many take little
 * memory, unless code of steps has seen its rows.
 *
 * @param fixture the fixture that it is part of
 * @param origin its place
 * @param statement the statement itself if it cannot be read again or must not begin again, else null
 */
public record DeferredStatement(FixtureStatements fixture, Origin origin, Statement statement) {

    public static DeferredStatement of(Statement statement) {
        boolean again = statement.origin().readable() && !statement.isUnderWay();
        return new DeferredStatement(statement.fixture(), statement.origin(), again ? null : statement);
    }

    /** The statement, to be run. */
    public Statement again() {
        return statement == null ? fixture.readAgain(origin) : statement;
    }
}
