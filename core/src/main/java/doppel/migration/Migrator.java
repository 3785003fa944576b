package doppel.migration;

/**
 * The migrations of an application. It is found by {@link java.util.ServiceLoader} in a jar, or as a class in a source file,
 * and needs a public constructor without parameters. A restore that begins again makes another instance, so that what an
 * instance keeps belongs to one attempt.
 */
public interface Migrator {

    /** Says which steps there are; they need no order. */
    void steps(Steps steps);
}
