package doppel.bench.engine;

/** Loads rows that have been prepared; as often as one likes. */
@FunctionalInterface
public interface RowLoader {

    /** Creates the tables in an empty database, fills them, and adds their keys. */
    void loadInto(String database);
}
