package doppel.migration;

/**
 * The migrations of an application. It is found by {@link java.util.ServiceLoader} in a jar, or as a class in a source
 * file, and needs a public constructor without parameters. A restore that starts again creates a new instance, so that
 * the state of an instance belongs to one attempt.
 */
public interface Migrator {

    /** Defines the steps, in any order. */
    void steps(Steps steps);
}
