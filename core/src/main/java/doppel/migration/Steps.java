package doppel.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects the steps of an application. Not thread-safe. */
public final class Steps {

    private final List<Step> steps = new ArrayList<>();
    private final List<Step> always = new ArrayList<>();

    Steps() {}

    /**
     * A step from one version to the next.
     *
     * @param from the version whose rows it takes
     * @param to the version whose rows it gives, a higher one
     * @param sentence what it does, for the log
     * @param changes says what becomes of the rows
     */
    public Step step(String from, String to, String sentence, Consumer<Changes> changes) {
        Step step = new Step(from, to, sentence, changes);
        steps.add(step);
        return step;
    }

    /**
     * A change that belongs to no version, such as the scrubbing of personal data: it comes last, when rows are of the version that
     * they are restored as, whatever version they had.
     *
     * @param sentence what it does, for the log
     */
    public void always(String sentence, Consumer<Changes> changes) {
        always.add(new Step("", "", sentence, changes));
    }

    List<Step> steps() {
        return steps;
    }

    List<Step> always() {
        return always;
    }
}
