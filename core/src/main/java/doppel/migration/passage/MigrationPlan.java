package doppel.migration.passage;

import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.MigrationException;
import doppel.migration.Migrator;
import doppel.migration.Step;
import doppel.migration.Steps;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The steps that one restore takes, in their order. Not thread-safe. */
public final class MigrationPlan {

    private final String from;
    private final String to;
    private final List<Leg> legs;
    private final Spelling spelling;

    private MigrationPlan(String from, String to, List<Leg> legs, Spelling spelling) {
        this.from = from;
        this.to = to;
        this.legs = legs;
        this.spelling = spelling;
    }

    /**
     * Composes the steps of migrators.
     *
     * @param from the version of the fixture
     * @param to the version of the target; if it is not known, the newest one
     * @param always whether changes that belong to no version come after the steps
     * @throws MigrationException if the steps do not lead from one version to the other
     */
    public static MigrationPlan of(List<Migrator> migrators, String from, Optional<String> to, boolean always) {
        Steps all = steps(migrators);
        VersionChain chain = VersionChain.of(all.steps());
        List<String> versions = chain.versions();
        String last = to.orElse(versions.isEmpty() ? from : versions.get(versions.size() - 1));
        List<Leg> legs = new ArrayList<>(chain.legs(from, last));
        if (always) {
            all.always().forEach(step -> legs.add(VersionChain.leg(step, false)));
        }
        return new MigrationPlan(from, last, legs, new Spelling(all.letters()));
    }

    /** The same, with the changes that belong to no version. */
    public static MigrationPlan of(List<Migrator> migrators, String from, Optional<String> to) {
        return of(migrators, from, to, true);
    }

    /** All versions that migrators know, the oldest first. */
    public static List<String> versions(List<Migrator> migrators) {
        return VersionChain.of(steps(migrators).steps()).versions();
    }

    /** All steps of migrators in their order, a line each, and whether they have a way back. */
    public static List<String> all(List<Migrator> migrators) {
        Steps all = steps(migrators);
        List<String> lines = new ArrayList<>();
        for (Step step : VersionChain.of(all.steps()).steps()) {
            lines.add(step.from() + (step.reverse().isPresent() ? " ⇄ " : " → ") + step.to() + ": " + step.sentence()
                    + " (" + step.place() + ")");
        }
        all.always().forEach(step -> lines.add("always: " + step.sentence() + " (" + step.place() + ")"));
        return lines;
    }

    private static Steps steps(List<Migrator> migrators) {
        Steps all = new Steps();
        for (Migrator migrator : migrators) {
            try {
                migrator.steps(all);
            } catch (DoppelException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new MigrationException(
                        ErrorCode.STEP_THREW,
                        "The steps of " + migrator.getClass().getName() + " cannot be read: " + e + ".",
                        "Correct its method steps; --stacktrace shows where it was thrown. No row has moved.",
                        e);
            }
        }
        return all;
    }

    /** The version that rows have before. */
    public String from() {
        return from;
    }

    /** The version that rows have afterwards. */
    public String to() {
        return to;
    }

    /** What the steps do, a line each. */
    public List<String> log() {
        return legs.stream().map(Leg::log).toList();
    }

    /**
     * The passage of rows through the steps.
     *
     * @param source the schema that the rows were read from
     * @param sure whether the rows of a table have exactly the columns of this schema, which is not certain if its
     *     create method was edited
     * @throws MigrationException if a step names something that does not exist
     */
    public Passage passage(Schema source, Predicate<Table> sure) {
        return new Passage(legs, source, sure, spelling);
    }
}
