package doppel.restore;

/**
 * A statement that runs again later. One that was read from a file keeps only its place, so that many take little memory.
 *
 * @param fixture the fixture that it is part of
 * @param origin where it stands
 * @param unit the statement itself where it cannot be read again, else null
 */
record Statement(LoadedFixture fixture, Origin origin, Unit unit) {

    static Statement of(Unit unit) {
        return new Statement(unit.fixture(), unit.origin(), unit.origin().readable() ? null : unit);
    }

    /** The statement, to be run. */
    Unit again() {
        return unit == null ? fixture.readAgain(origin) : unit;
    }
}
