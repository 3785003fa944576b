package doppel.restore.save;

import doppel.restore.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The statements that wait when all rows have come: the last attempts, and then the end of them. */
public final class Leftovers {

    private Leftovers() {}

    /**
     * Saves what can still be saved.
     *
     * @param unsaved takes each of the others, and why it cannot be saved
     * @return how many these are
     */
    public static long giveUp(Saver saver, BiConsumer<Statement, Refusal> unsaved) {
        if (saver.deferral().size() > 0 && saver.target().checksReferencesAtOnce()) {
            List<Statement> left = new ArrayList<>();
            saver.deferral().giveUp(left::add);
            new CycleBreaker(saver)
                    .save(left)
                    .forEach(statement -> saver.deferral().add(statement, List.of()));
        }
        long[] count = {0};
        do {
            saver.deferral()
                    .giveUp(statement -> saver.runAlone(statement).ifPresent(why -> {
                        unsaved.accept(statement, why);
                        count[0]++;
                    }));
            saver.flush(); // rows that steps created in the meantime
        } while (saver.deferral().size() > 0);
        return count[0];
    }
}
