package doppel.restore.load;

import doppel.fixture.Fixture;
import doppel.restore.code.FixtureCode;
import doppel.restore.statement.CreateMethod;
import doppel.restore.statement.RowFileReader;
import doppel.schema.Schema;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The program of a fixture, compiled or read: what {@code Restore.java} says. Not thread-safe. */
final class Program {

    private final Path directory;
    private final Fixture fixture;
    private final Map<String, CreateMethod> methods = new HashMap<>();
    private final FixtureCode code;
    private final Schema schema;

    /**
     * @param directory the fixture
     * @param fixture the program itself
     * @param createMethods its create methods
     */
    Program(Path directory, Fixture fixture, List<CreateMethod> createMethods) {
        this.directory = directory;
        this.fixture = fixture;
        createMethods.forEach(method -> methods.put(method.name(), method));
        code = new FixtureCode(directory);
        schema = code.give("schema()", fixture::schema);
    }

    Path directory() {
        return directory;
    }

    Fixture fixture() {
        return fixture;
    }

    /** The create methods by name. */
    Map<String, CreateMethod> methods() {
        return methods;
    }

    /** Runs code of it. */
    FixtureCode code() {
        return code;
    }

    Schema schema() {
        return schema;
    }

    String version() {
        return code.give("version()", () -> {
            String version = fixture.version();
            if (version == null || version.isBlank() || version.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalStateException("a version is a word on one line");
            }
            return version.strip();
        });
    }

    /** A reader for row files that call its create methods. */
    RowFileReader reader() {
        return new RowFileReader(methods, directory);
    }
}
