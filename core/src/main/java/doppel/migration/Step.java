package doppel.migration;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** A step from one version of an application to the next, and perhaps back. Not thread-safe. */
public final class Step {

    private final String from;
    private final String to;
    private final String sentence;
    private final Consumer<Changes> changes;
    private final String place = Place.ofCaller();
    private Consumer<Changes> reverse;

    Step(String from, String to, String sentence, Consumer<Changes> changes) {
        this.from = Objects.requireNonNull(from);
        this.to = Objects.requireNonNull(to);
        this.sentence = Objects.requireNonNull(sentence);
        this.changes = Objects.requireNonNull(changes);
    }

    /** Describes the way back: how rows of the new version become rows of the old one again. */
    public void reverse(Consumer<Changes> changesBack) {
        reverse = Objects.requireNonNull(changesBack);
    }

    /** The version of its input rows; empty if it belongs to no version. */
    public String from() {
        return from;
    }

    /** The version of its output rows. */
    public String to() {
        return to;
    }

    /** What it does, in a sentence. */
    public String sentence() {
        return sentence;
    }

    /** The line of the application's source that defines it. */
    public String place() {
        return place;
    }

    /** Describes the changes to the rows. */
    public Consumer<Changes> changes() {
        return changes;
    }

    /** Describes the way back, if there is one. */
    public Optional<Consumer<Changes>> reverse() {
        return Optional.ofNullable(reverse);
    }
}
