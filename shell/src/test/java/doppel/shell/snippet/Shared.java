package doppel.shell.snippet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What snippets of the tests share with them. */
public final class Shared {

    /** An object of the tests. */
    public static final List<String> WORDS = new ArrayList<>();

    private static final List<Object> DONE = new ArrayList<>();

    /** Counted down by code that runs. */
    static volatile CountDownLatch running = new CountDownLatch(1);

    private Shared() {}

    /** Says that code runs. */
    public static void says() {
        running.countDown();
    }

    /** Notes something that a script did. */
    public static void did(Object what) {
        DONE.add(what);
    }

    /** What scripts did. */
    public static List<Object> done() {
        return DONE;
    }
}
