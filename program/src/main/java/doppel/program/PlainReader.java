package doppel.program;

import com.github.javaparser.Token;
import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.fixture.Fixture;
import doppel.fixture.FixtureFiles;
import doppel.fixture.Literals;
import doppel.literal.JavaType;
import doppel.program.PlainFixture.PlainMethod;
import doppel.program.PlainFixture.RowClass;
import doppel.schema.Schema;
import doppel.schema.Table;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the classes of a program as the dumper writes them, member by member, and nothing else. Used once, by one
 * thread.
 */
final class PlainReader {

    private final Set<String> methodNames = new HashSet<>();
    private final Set<String> rowClasses = new HashSet<>();
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final List<PlainCreateMethod> createMethods = new ArrayList<>();
    private final List<RowClass> rows = new ArrayList<>();
    private List<String> others = List.of();
    private String version = "";
    private String engine = "";
    private int number; // of the class that was read last
    private boolean continued = true;
    private PlainSource source;

    PlainReader() {
        Stream.of(Fixture.class, Object.class, Literals.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .map(Method::getName)
                .forEach(name -> methodNames.add(name.toLowerCase(Locale.ROOT)));
        methodNames.add("main");
    }

    /** Whether there is a file to be read. */
    boolean isContinued() {
        return continued;
    }

    /** Its name. */
    String nextFile() {
        return FixtureFiles.programClass(number + 1) + ".java";
    }

    /** Reads a file. */
    void read(PlainSource file) {
        source = file;
        number++;
        source.expect("import static doppel.fixture.Literals.*; import doppel.fixture.*; import doppel.schema.*;");
        Token firstImport = source.peek();
        List<String> imports = new ArrayList<>();
        while (source.skip("import")) {
            imports.add(source.qualifiedName());
            source.expect(";");
        }
        source.expect(number == 1 ? "public class" : "abstract class");
        source.expectToken(FixtureFiles.programClass(number));
        source.expect("extends");
        continued = source.skip(FixtureFiles.programClass(number + 1));
        source.expect(continued ? "{" : "Fixture {");
        if (number == 1) {
            source.expect("public static void main(String... arguments) { launch(arguments); }");
            version = version();
            source.expect(
                    "@Override public void installMigrations(Migrations migrations) { migrations.install(this); }");
        }
        List<String> tableMethods = schema();
        load(tableMethods.size());
        List<PlainCreateMethod> found = new ArrayList<>();
        while (found.size() < tableMethods.size()) {
            source.expect("void");
            found.add(PlainCreateMethod.read(source, methodName()));
        }
        for (int i = 0; i < tableMethods.size(); i++) {
            Table table = tableMethod(tableMethods.get(i), tables.keySet());
            found.get(i).requireTable(table);
            tables.put(table.name(), table);
        }
        requireImports(firstImport, imports, found);
        createMethods.addAll(found);
        source.expect("}");
        source.expectEnd();
    }

    /** The methods that describe the tables of a class. */
    private List<String> schema() {
        source.expect("@Override public Schema schema() { return");
        source.expect(continued ? "super.schema().withTablesFirst(" : "Schema.of(");
        List<String> tableMethods = new ArrayList<>();
        if (continued) {
            tableMethods.add(call());
        } else {
            engine = source.string();
        }
        while (source.skip(",")) {
            tableMethods.add(call());
        }
        source.expect(")");
        others = number == 1 ? others() : others;
        source.expect("; }");
        return tableMethods;
    }

    private String call() {
        String name = source.identifier();
        source.expect("()");
        return name;
    }

    /** Makes sure that these are the files that were read. */
    void requireAll(List<String> files) {
        if (files.size() > number) {
            throw new FixtureException(
                    ErrorCode.NOT_PLAIN_DATA,
                    "No class extends that of " + files.get(number) + ".",
                    PlainSource.NEXT_STEP);
        }
    }

    /** What they say. */
    PlainFixture fixture() {
        List<PlainMethod> methods = new ArrayList<>();
        int next = 0;
        for (Table table : tables.values()) {
            methods.add(createMethods.get(next++).method(table, tables));
        }
        return new PlainFixture(version, new Schema(engine, List.copyOf(tables.values()), others), rows, methods);
    }

    /** The other definitions of the schema: a kind and a name each. */
    private List<String> others() {
        List<String> named = new ArrayList<>();
        if (source.skip(".")) {
            source.expect("withOthers(");
            do {
                named.add(source.string());
            } while (source.skip(","));
            source.expect(")");
        }
        return named;
    }

    private void requireImports(Token first, List<String> imports, List<PlainCreateMethod> methods) {
        if (!imports.equals(JavaType.imports(methods.stream().flatMap(method -> method.types().stream())))) {
            throw source.refuse(first, "The imports are not those of the parameters' types.");
        }
    }

    private String version() {
        source.expect("@Override public String version() { return");
        Token token = source.peek();
        String word = source.string();
        if (word.isEmpty() || !word.codePoints().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\')) {
            throw source.refuse(token, "A version is one word of ASCII letters, digits and signs.");
        }
        source.expect("; }");
        return word;
    }

    private void load(int count) {
        source.expect("@Override public void load() {");
        int most = rows.size() + count;
        while (source.skip("rows")) {
            source.expect("(");
            Token token = source.peek();
            String name = source.string();
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*Rows")) { // it becomes the name of a file
                throw source.refuse(token, "No file of rows has such a name.");
            }
            if (!rowClasses.add(name.toLowerCase(Locale.ROOT)) || rows.size() == most) {
                throw source.refuse(token, "Each table has one class of rows, and " + name + " is one too many.");
            }
            source.expect(",");
            rows.add(new RowClass(name, source.count(0)));
            source.expect("); ");
        }
        source.expect(continued ? "super.load(); }" : "}");
    }

    private String methodName() {
        Token token = source.peek();
        String name = source.identifier();
        if (!methodNames.add(name.toLowerCase(Locale.ROOT))) {
            throw source.refuse(token, "There is a second method " + name + ".");
        }
        return name;
    }

    private Table tableMethod(String expectedName, Set<String> tableNames) {
        source.expect("private static Table");
        source.expectToken(expectedName);
        if (!methodNames.add(expectedName.toLowerCase(Locale.ROOT))) {
            throw source.refuse(source.peek(), "There is a second method " + expectedName + ".");
        }
        source.expect("()");
        return PlainTable.read(source, tableNames);
    }
}
