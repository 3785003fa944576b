package doppel.shell.snippet;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;

/**
 * Runs snippets in this virtual machine and keeps what they return or throw as it is. One thread at a time runs
 * snippets; any thread may stop them.
 */
final class LiveControl extends LocalExecutionControl {

    private static final long BETWEEN_ATTEMPTS = 20;

    /** The thread of a snippet inherits the call that it is for. */
    private static final InheritableThreadLocal<Call> CALL = new InheritableThreadLocal<>();

    private static final Method RUN = run();

    private final SnippetClasses classes;
    private final Redefinition redefinition = new Redefinition();
    private Call last;
    private volatile CountDownLatch running;
    private volatile boolean stopping;

    LiveControl(SnippetClasses classes) {
        super(classes);
        this.classes = classes;
    }

    /** One call of a snippet's code. */
    private static final class Call {

        private final Method method;
        private volatile Object value;
        private volatile Throwable thrown;
        private volatile boolean ended;

        Call(Method method) {
            this.method = method;
        }
    }

    private static Method run() {
        try {
            Method method = LiveControl.class.getDeclaredMethod("call");
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the thread of a snippet runs. */
    static void call() throws Throwable {
        Call call = CALL.get();
        CALL.remove();
        try {
            call.value = call.method.invoke(null);
            call.ended = true;
        } catch (InvocationTargetException e) {
            call.thrown = e.getCause();
            throw e.getCause();
        }
    }

    @Override
    public void load(ClassBytecodes[] loaded)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        super.load(loaded);
        redefinition.loaded(loaded);
    }

    @Override
    public void redefine(ClassBytecodes[] redefined)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        Optional<ClassBytecodes> computing = redefinition.computing(redefined);
        if (computing.isEmpty()) {
            super.redefine(redefined);
            return;
        }
        super.load(new ClassBytecodes[] {computing.get()});
        classes.computes(redefined[0].name(), computing.get().name());
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        last = new Call(snippet);
        CALL.set(last);
        try {
            super.invoke(RUN);
            return ""; // the text of a large value would be larger
        } finally {
            CALL.remove();
        }
    }

    /** From here to {@link #end}, something is running that can be stopped. */
    void begin() {
        stopping = false;
        running = new CountDownLatch(1);
    }

    /** Nothing is running any more. */
    void end() {
        CountDownLatch latch = running;
        running = null;
        latch.countDown();
    }

    /** Whether nothing more must begin. */
    boolean stopping() {
        return stopping;
    }

    /** What the last call returned, or null. */
    Object value() {
        return last == null ? null : last.value;
    }

    /** What the last call threw, or null. */
    Throwable thrown() {
        return last == null || last.thrown instanceof ThreadDeath ? null : last.thrown;
    }

    /** Whether the last call was stopped. */
    boolean stopped() {
        return last != null && !last.ended && thrown() == null;
    }

    /** Lets go of what the last call returned or threw. */
    void letGo() {
        last = null;
    }

    /** See {@link JavaSession#stop}. */
    boolean stop(BooleanSupplier endsByItself, long milliseconds) throws InterruptedException {
        CountDownLatch latch = running;
        if (latch == null) {
            return true;
        }
        stopping = true;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        do {
            if (!endsByItself.getAsBoolean()) {
                attempt();
            }
            if (latch.await(BETWEEN_ATTEMPTS, TimeUnit.MILLISECONDS)) {
                return true;
            }
        } while (System.nanoTime() < end);
        return false;
    }

    private void attempt() {
        try {
            stop();
        } catch (ExecutionControl.ExecutionControlException | RuntimeException e) {
            return; // the code has not begun yet, so the next attempt stops it
        }
    }
}
