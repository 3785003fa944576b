package doppel.shell.work;

/** What has happened in a step of the work. */
final class Step {

    private static final String SAVEPOINT = "doppel_step_";

    final int number;
    long rows;
    boolean ran;
    boolean wrote;
    boolean marked;

    Step(int number) {
        this.number = number;
    }

    String savepoint() {
        return SAVEPOINT + number;
    }
}
