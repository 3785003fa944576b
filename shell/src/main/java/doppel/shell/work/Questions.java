package doppel.shell.work;

import java.util.Optional;

/** Asks the user. */
@FunctionalInterface
public interface Questions {

    /** Nobody can be asked. */
    Questions NOBODY = question -> Optional.empty();

    /** Whether the user says yes; empty if nobody can be asked. */
    Optional<Boolean> ask(String question);
}
