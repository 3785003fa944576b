package doppel.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects the steps of an application. Not thread-safe. */
public final class Steps {

    private final List<Step> steps = new ArrayList<>();
    private final List<Step> always = new ArrayList<>();
    private LetterCase letters = LetterCase.AS_WRITTEN;

    /** No steps yet. */
    public Steps() {}

    /**
     * A step from one version to the next.
     *
     * @param from the version of its input rows
     * @param to the version of its output rows, a higher one
     * @param sentence what it does, for the log
     * @param changes describes the changes to the rows
     */
    public Step step(String from, String to, String sentence, Consumer<Changes> changes) {
        Step step = new Step(from, to, sentence, changes);
        steps.add(step);
        return step;
    }

    /**
     * A change that belongs to no version, such as scrubbing personal data: it comes last, when the rows have the
     * version that they are restored as, whatever version they had before.
     *
     * @param sentence what it does, for the log
     */
    public void always(String sentence, Consumer<Changes> changes) {
        always.add(new Step("", "", sentence, changes));
    }

    /**
     * These steps and their code see all names of tables and columns in upper case, whatever the databases write; this
     * is for applications that run on several engines. The target keeps its own names. The setting applies to the steps
     * of all migrators of a restore.
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

    /** The letter case of names in all steps. */
    public LetterCase letters() {
        return letters;
    }

    /** The steps from version to version, in the order of their definition. */
    public List<Step> steps() {
        return steps;
    }

    /** The changes that belong to no version. */
    public List<Step> always() {
        return always;
    }
}
