package doppel.shell.snippet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.jshell.spi.ExecutionControl;

/**
 * Runs nothing, but records what it should run. It answers as {@link LiveControl} does, so that JShell compiles the
 * same.
 */
final class RecordingControl implements ExecutionControl {

    private final Redefinition redefinition = new Redefinition();
    private List<Step> steps = new ArrayList<>();

    /** A step that was asked for. */
    sealed interface Step {

        /** Does it. */
        void replay(LiveControl control) throws ExecutionControlException;
    }

    private record Load(List<ClassBytecodes> classes) implements Step {
        @Override
        public void replay(LiveControl control) throws ExecutionControlException {
            control.load(classes.toArray(ClassBytecodes[]::new));
        }
    }

    private record Redefine(List<ClassBytecodes> classes) implements Step {
        @Override
        public void replay(LiveControl control) throws ExecutionControlException {
            control.redefine(classes.toArray(ClassBytecodes[]::new));
        }
    }

    private record Invoke(String className, String methodName) implements Step {
        @Override
        public void replay(LiveControl control) throws ExecutionControlException {
            control.invoke(className, methodName);
        }
    }

    /** What has been recorded since the last call. */
    List<Step> takeSteps() {
        List<Step> taken = List.copyOf(steps);
        steps = new ArrayList<>();
        return taken;
    }

    @Override
    public void load(ClassBytecodes[] classes) {
        redefinition.loaded(classes);
        steps.add(new Load(List.of(classes)));
    }

    @Override
    public void redefine(ClassBytecodes[] classes) throws NotImplementedException {
        Optional<ClassBytecodes> computing = redefinition.computing(classes);
        if (computing.isEmpty()) {
            throw new NotImplementedException("only variables can be redefined");
        }
        steps.add(new Redefine(List.of(classes)));
    }

    @Override
    public String invoke(String className, String methodName) {
        steps.add(new Invoke(className, methodName));
        return "";
    }

    @Override
    public String varValue(String className, String varName) {
        return "";
    }

    @Override
    public void addToClasspath(String path) {}

    @Override
    public void stop() {}

    @Override
    public Object extensionCommand(String command, Object argument) throws NotImplementedException {
        throw new NotImplementedException(command);
    }

    @Override
    public void close() {}
}
