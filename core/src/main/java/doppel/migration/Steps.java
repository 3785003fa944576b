package doppel.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects the steps of an application. Not thread-safe. */
public final class Steps {

    private final List<Step> steps = new ArrayList<>();
    private final List<Step> always = new ArrayList<>();
    private LetterCase letters = LetterCase.AS_WRITTEN;

    /** None so far. */
    public Steps() {}

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

    /**
     * All tables and columns have names in upper case, as these steps and their code see them, whatever the databases write: for
     * applications that run on several engines. The target gets the names that it has itself. It holds for the steps of all migrators of
     * a restore.
     */
    public void upperCase() {
        spell(LetterCase.UPPER);
    }

    /** The same with lower case. */
    public void lowerCase() {
        spell(LetterCase.LOWER);
    }

    private void spell(LetterCase chosen) {
        if (letters != LetterCase.AS_WRITTEN && letters != chosen) {
            throw new IllegalStateException("names are in upper case for one migrator, in lower case for another");
        }
        letters = chosen;
    }

    /** The case of names in all of them. */
    public LetterCase letters() {
        return letters;
    }

    /** The steps from version to version, as they were said. */
    public List<Step> steps() {
        return steps;
    }

    /** The changes that belong to no version. */
    public List<Step> always() {
        return always;
    }
}
