package doppel.program;

import com.github.javaparser.Token;
import doppel.fixture.Fixture;
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

/** Reads {@code Restore.java} as the dumper writes it, member by member, and nothing else. Used once, by one thread. */
final class PlainReader {

    private final PlainSource source;
    private final Set<String> methodNames = new HashSet<>();

    PlainReader(PlainSource source) {
        this.source = source;
        Stream.of(Fixture.class, Object.class, Literals.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .map(Method::getName)
                .forEach(name -> methodNames.add(name.toLowerCase(Locale.ROOT)));
        methodNames.add("main");
    }

    PlainFixture read() {
        source.expect("import static doppel.fixture.Literals.*; import doppel.fixture.*; import doppel.schema.*;");
        Token firstImport = source.peek();
        List<String> imports = new ArrayList<>();
        while (source.skip("import")) {
            imports.add(source.qualifiedName());
            source.expect(";");
        }
        source.expect("public class Restore extends Fixture {");
        source.expect("public static void main(String... arguments) { launch(arguments); }");
        String version = version();
        source.expect("@Override public void installMigrations(Migrations migrations) { migrations.install(this); }");
        source.expect("@Override public Schema schema() { return Schema.of(");
        String engine = source.string();
        List<String> tableMethods = new ArrayList<>();
        while (source.skip(",")) {
            tableMethods.add(source.identifier());
            source.expect("()");
        }
        source.expect(")");
        List<String> others = others();
        source.expect("; }");
        List<RowClass> rows = load(tableMethods.size());
        List<PlainCreateMethod> found = new ArrayList<>();
        while (found.size() < tableMethods.size()) {
            source.expect("void");
            found.add(PlainCreateMethod.read(source, methodName()));
        }
        Map<String, Table> tables = new LinkedHashMap<>();
        for (int i = 0; i < tableMethods.size(); i++) {
            Table table = tableMethod(tableMethods.get(i), tables.keySet());
            found.get(i).requireTable(table);
            tables.put(table.name(), table);
        }
        List<PlainMethod> createMethods = new ArrayList<>();
        int next = 0;
        for (Table table : tables.values()) {
            createMethods.add(found.get(next++).method(table, tables));
        }
        requireImports(firstImport, imports, createMethods);
        source.expect("}");
        source.expectEnd();
        return new PlainFixture(version, new Schema(engine, List.copyOf(tables.values()), others), rows, createMethods);
    }

    /** The other definitions of the schema: a kind and a name each. */
    private List<String> others() {
        List<String> others = new ArrayList<>();
        if (source.skip(".")) {
            source.expect("withOthers(");
            do {
                others.add(source.string());
            } while (source.skip(","));
            source.expect(")");
        }
        return others;
    }

    private void requireImports(Token first, List<String> imports, List<PlainMethod> createMethods) {
        if (!imports.equals(JavaType.imports(createMethods.stream().flatMap(method -> method.types().stream())))) {
            throw source.refuse(first, "The imports are not those of the parameters' types.");
        }
    }

    private String version() {
        source.expect("@Override public String version() { return");
        Token token = source.peek();
        String version = source.string();
        if (version.isEmpty() || !version.codePoints().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\')) {
            throw source.refuse(token, "A version is one word of ASCII letters, digits and signs.");
        }
        source.expect("; }");
        return version;
    }

    private List<RowClass> load(int tables) {
        source.expect("@Override public void load() {");
        List<RowClass> rows = new ArrayList<>();
        Set<String> names = new HashSet<>();
        while (source.skip("rows")) {
            source.expect("(");
            Token token = source.peek();
            String name = source.string();
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*Rows")) { // it becomes the name of a file
                throw source.refuse(token, "No file of rows has such a name.");
            }
            if (!names.add(name.toLowerCase(Locale.ROOT)) || rows.size() == tables) {
                throw source.refuse(token, "Each table has one class of rows, and " + name + " is one too many.");
            }
            source.expect(",");
            rows.add(new RowClass(name, source.count()));
            source.expect("); ");
        }
        source.expect("}");
        return rows;
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
        source.expect("private static Table " + expectedName);
        if (!methodNames.add(expectedName.toLowerCase(Locale.ROOT))) {
            throw source.refuse(source.peek(), "There is a second method " + expectedName + ".");
        }
        source.expect("()");
        return PlainTable.read(source, tableNames);
    }
}
