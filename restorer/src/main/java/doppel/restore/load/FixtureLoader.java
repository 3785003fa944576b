package doppel.restore.load;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.Progress;
import doppel.fixture.FileKind;
import doppel.fixture.Fixture;
import doppel.fixture.FixtureFiles;
import doppel.program.PlainFixture;
import doppel.restore.code.CompiledMethod;
import doppel.restore.code.FixtureCompiler;
import doppel.restore.code.PlainProgram;
import doppel.restore.code.Recorder;
import doppel.restore.statement.CreateMethod;
import doppel.restore.statement.RowFileReader;
import doppel.restore.statement.StatementFiles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Prepares a fixture's program. It reads the program if that is exactly what the dumper writes, and otherwise compiles
 * it with all other code; it also finds out which row files can be read without javac. Everything that does
 * not compile is reported here, before any row is touched.
 */
public final class FixtureLoader {

    private final Path directory;
    private final boolean isPart;
    private final List<String> rowFiles;
    private final List<String> otherSources;
    private final Progress progress;

    /**
     * @param directory the fixture
     * @param isPart whether it holds the rows that another fixture could not save
     */
    public FixtureLoader(Path directory, boolean isPart, Progress progress) {
        this.directory = directory;
        this.isPart = isPart;
        this.progress = progress;
        List<String> files = FixtureFiles.list(directory);
        rowFiles = ofKinds(files, FileKind.ROWS);
        otherSources = ofKinds(files, FileKind.PROGRAM, FileKind.SOURCE);
    }

    private static List<String> ofKinds(List<String> files, FileKind... kinds) {
        return files.stream()
                .filter(file -> List.of(kinds).contains(FileKind.of(file)))
                .toList();
    }

    /**
     * Loads the fixture as data: none of it is compiled or run.
     *
     * @throws FixtureException if it is not exactly what the dumper writes
     */
    public LoadedFixture readOnly() {
        Program program = plain(PlainFixture.read(directory), true);
        RowFileReader reader = program.reader();
        progress.begin("checking the row files", -1);
        for (String file : rowFiles) {
            reader.obstacle(directory, className(file)).ifPresent(location -> {
                throw new FixtureException(
                        ErrorCode.NOT_PLAIN_DATA,
                        "The fixture is not plain data, as --data-only requires.",
                        "If you trust the fixture, restore it without --data-only; otherwise do not restore it.",
                        location,
                        null);
            });
        }
        return loaded(program, Map.of());
    }

    /**
     * Compiles what has to be compiled: nothing, if the files are as the dumper wrote them.
     *
     * @param compileAll whether everything is compiled, including all row files
     * @param trusted row files that need not be scanned: if one of them needs javac, that is found when it is read
     */
    public LoadedFixture load(boolean compileAll, Set<String> trusted) {
        progress.begin("reading Restore.java", -1);
        Optional<Program> plain =
                compileAll || otherSources.stream().anyMatch(file -> FileKind.of(file) == FileKind.SOURCE)
                        ? Optional.empty()
                        : PlainFixture.readIfPlain(directory).map(fixture -> plain(fixture, false));
        Optional<List<String>> unreadable = plain.map(program -> unreadable(program, trusted));
        if (unreadable.isPresent() && unreadable.get().isEmpty()) {
            return loaded(plain.get(), Map.of());
        }
        progress.begin("compiling Restore.java", -1);
        FixtureCompiler compiler = new FixtureCompiler(directory);
        compiler.compile(otherSources);
        Class<? extends Fixture> type = fixtureClass(compiler);
        List<Method> candidates = CompiledMethod.candidates(type);
        Fixture fixture = instantiate(type);
        Program program = new Program(
                directory,
                fixture,
                candidates.stream()
                        .<CreateMethod>map(method -> new CompiledMethod(method, handle(method, fixture)))
                        .toList());
        List<String> toCompile = compileAll ? rowFiles : unreadable.orElseGet(() -> unreadable(program, trusted));
        if (toCompile.isEmpty()) {
            return loaded(program, Map.of());
        }
        progress.begin("compiling " + toCompile.size() + (toCompile.size() == 1 ? " row file" : " row files"), -1);
        compiler.compile(toCompile);
        return recording(compiler, candidates, toCompile);
    }

    private Program plain(PlainFixture plain, boolean dataOnly) {
        PlainProgram program = new PlainProgram(plain, dataOnly);
        return new Program(directory, program, program.createMethods());
    }

    private LoadedFixture loaded(Program program, Map<String, Class<?>> compiledRows) {
        return new LoadedFixture(program, new StatementFiles(directory, rowFiles), compiledRows, isPart, progress);
    }

    /** The row files that contain more than statements with literals. */
    private List<String> unreadable(Program program, Set<String> trusted) {
        RowFileReader reader = program.reader();
        progress.begin("checking the row files", -1);
        return rowFiles.stream()
                .filter(file -> !trusted.contains(file))
                .filter(file -> !reader.canRead(directory, className(file)))
                .toList();
    }

    private LoadedFixture recording(FixtureCompiler compiler, List<Method> candidates, List<String> compiled) {
        List<Method> recorded = Recorder.recorded(candidates);
        compiler.compile(Recorder.CLASS_NAME, Recorder.source(recorded));
        List<CreateMethod> methods = new ArrayList<>();
        List<CreateMethod> byNumber = new ArrayList<>();
        Map<String, Class<?>> rowClasses = new HashMap<>();
        try {
            Class<?> type = compiler.loadClass(Recorder.CLASS_NAME);
            Fixture fixture = instantiate(type.asSubclass(Fixture.class));
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            for (Method method : candidates) {
                boolean isRecorded = recorded.contains(method);
                MethodHandle handle =
                        isRecorded ? lookup.unreflectSpecial(method, type).bindTo(fixture) : handle(method, fixture);
                CreateMethod createMethod = new CompiledMethod(method, handle);
                methods.add(createMethod);
                if (isRecorded) {
                    byNumber.add(createMethod);
                }
            }
            for (String file : compiled) {
                rowClasses.put(file, compiler.loadClass(className(file)));
            }
            LoadedFixture loaded = loaded(new Program(directory, fixture, methods), rowClasses);
            BiConsumer<Integer, Object[]> recorder = (number, values) -> loaded.recorded(byNumber.get(number), values);
            Field field = type.getDeclaredField("recorder");
            field.setAccessible(true);
            field.set(fixture, recorder);
            return loaded;
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new FixtureException(
                    ErrorCode.DOES_NOT_COMPILE,
                    "The classes of the fixture do not fit together: " + e + ".",
                    "A row file named X.java holds the class X.",
                    null,
                    e);
        }
    }

    private static Class<? extends Fixture> fixtureClass(FixtureCompiler compiler) {
        try {
            return compiler.loadClass(FixtureFiles.PROGRAM_CLASS).asSubclass(Fixture.class);
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new FixtureException(
                    ErrorCode.DOES_NOT_COMPILE,
                    "Restore.java holds no class Restore that extends Fixture.",
                    "Restore the line `public class Restore extends Fixture {`.",
                    null,
                    e);
        }
    }

    private static Fixture instantiate(Class<? extends Fixture> type) {
        try {
            Constructor<? extends Fixture> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw new FixtureException(
                    ErrorCode.FIXTURE_THREW,
                    "The constructor of Restore threw " + e.getCause() + ".",
                    "Correct it in Restore.java. Nothing was changed.",
                    null,
                    e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new FixtureException(
                    ErrorCode.DOES_NOT_COMPILE,
                    "The class Restore has no constructor without parameters, or is abstract.",
                    "Add one, and make the class concrete.",
                    null,
                    e);
        }
    }

    private static MethodHandle handle(Method method, Fixture fixture) {
        try {
            return CompiledMethod.bound(method, fixture);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a class of our own loader can be looked into", e);
        }
    }

    private static String className(String file) {
        return file.substring(0, file.length() - ".java".length());
    }
}
