package doppel.migration.action;

/** A row that others can join, by one join or several. Not thread-safe. */
final class Joinable {

    private boolean joined;

    void join() {
        joined = true;
    }

    boolean isJoined() {
        return joined;
    }
}
