package doppel.dump.hooks;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import doppel.dialect.Dialect;
import doppel.literal.JavaType;
import doppel.program.DumpedTable;
import doppel.program.PlainSource;
import doppel.program.PlainTable;
import doppel.program.RestoreSource;
import doppel.program.SourceFile;
import doppel.program.TableNames;
import doppel.schema.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an earlier program says about the database that it was dumped from: enough to reproduce what the
 * dumper wrote, so that the differences are the edits.
 *
 * @param version the version
 * @param engine the engine's identifier
 * @param engineName the engine's name
 * @param others other definitions of the schema
 * @param tables the tables whose description the dumper wrote
 */
record EarlierFixture(String version, String engine, String engineName, List<String> others, List<DumpedTable> tables) {

    private static final Pattern SUMMARY =
            Pattern.compile("Version (\\S+): \\S+ tables?, \\S+ rows?, dumped from (.+?)\\.\\s");
    private static final Pattern ROWS = Pattern.compile("rows \\( \"(\\w+)\" , (\\d{1,18})L? \\) ;");

    EarlierFixture {
        others = List.copyOf(others);
        tables = List.copyOf(tables);
    }

    /** Reads what the pieces say; the rest comes from the dialect. */
    static EarlierFixture of(List<SourcePiece> pieces, Dialect dialect) {
        String comment = pieces.stream()
                .filter(piece -> piece.kind() == SourcePiece.Kind.HEADER)
                .map(SourcePiece::leading)
                .findFirst()
                .orElseThrow();
        Matcher summary = SUMMARY.matcher(comment);
        boolean found = summary.find();
        String version =
                found ? summary.group(1) : firstLiteral(pieces, "version").orElse("0");
        String engine = arguments(pieces, "of").stream().findFirst().orElse(dialect.id());
        String engineName = found ? summary.group(2) : dialect.displayName();
        return new EarlierFixture(
                version, engine, engineName, arguments(pieces, "withOthers"), tables(pieces, dialect));
    }

    /** What the dumper wrote. */
    List<SourceFile> program() {
        return RestoreSource.of(version, engine, engineName, others, tables);
    }

    private static Optional<String> firstLiteral(List<SourcePiece> pieces, String method) {
        return pieces.stream()
                .filter(piece -> piece.methodName().equals(method))
                .flatMap(piece -> piece.node().findFirst(StringLiteralExpr.class).stream())
                .flatMap(literal -> text(literal).stream())
                .findFirst();
    }

    /** The strings that methods of this name, called in {@code schema()}, are called with. */
    private static List<String> arguments(List<SourcePiece> pieces, String method) {
        return pieces.stream()
                .filter(piece -> piece.methodName().equals("schema"))
                .flatMap(piece -> piece.node().findAll(MethodCallExpr.class).stream())
                .filter(call -> call.getNameAsString().equals(method))
                .flatMap(call -> call.getArguments().stream())
                .flatMap(argument -> text(argument).stream())
                .toList();
    }

    private static Optional<String> text(Expression expression) {
        return expression instanceof StringLiteralExpr literal
                ? PlainSource.text("\"" + literal.getValue() + "\"")
                : Optional.empty();
    }

    private static List<DumpedTable> tables(List<SourcePiece> pieces, Dialect dialect) {
        List<Table> tables = pieces.stream()
                .flatMap(piece -> piece.method().stream())
                .filter(method -> method.getType().asString().equals("Table")
                        && method.getParameters().isEmpty())
                .flatMap(method -> method.getBody().stream())
                .flatMap(body -> PlainTable.ofBody(body.toString()).stream())
                .toList();
        Map<String, Long> counts = new HashMap<>();
        pieces.stream()
                .filter(piece -> piece.methodName().equals("load"))
                .flatMap(piece -> ROWS.matcher(String.join(" ", piece.tokens())).results())
                .forEach(rows -> counts.put(rows.group(1), Long.parseLong(rows.group(2))));
        List<DumpedTable> dumped = new ArrayList<>();
        for (TableNames names : TableNames.of(tables, dialect)) {
            dumped.add(withTypes(names, counts.getOrDefault(names.rowsClass(), 0L), pieces));
        }
        return dumped;
    }

    /** The table with the parameter types of its create method, if that still has those parameters. */
    private static DumpedTable withTypes(TableNames names, long rows, List<SourcePiece> pieces) {
        for (SourcePiece piece : pieces) {
            if (!piece.methodName().equals(names.createMethod())) {
                continue;
            }
            int columns = names.parameters().size();
            if (piece.parameters().equals(List.of("Object[] values"))) {
                List<JavaType> objects = Collections.nCopies(columns, JavaType.OBJECT);
                return new DumpedTable(named(names, true, objects), objects, rows);
            }
            List<JavaType> types = new ArrayList<>();
            for (int i = 0; i < piece.parameters().size() && i < columns; i++) {
                String parameter = piece.parameters().get(i);
                int space = parameter.lastIndexOf(' ');
                if (parameter.substring(space + 1).equals(names.parameters().get(i))) {
                    JavaType.ofSource(parameter.substring(0, space)).ifPresent(types::add);
                }
            }
            if (types.size() == columns && piece.parameters().size() == columns) {
                return new DumpedTable(named(names, false, types), types, rows);
            }
        }
        return new DumpedTable(names, names.types(), rows);
    }

    private static TableNames named(TableNames names, boolean wide, List<JavaType> types) {
        return new TableNames(
                names.table(),
                names.createMethod(),
                names.schemaMethod(),
                names.rowsClass(),
                names.shape(),
                names.parameters(),
                types,
                wide);
    }

    /** The comment of the class without its first sentence, which states version and numbers. */
    static String withoutSummary(String comment) {
        return SUMMARY.matcher(comment).replaceFirst("");
    }

    /** A comment of the class with the first sentence of another. */
    static String withSummaryOf(String other, String comment) {
        Matcher summary = SUMMARY.matcher(other);
        return summary.find()
                ? SUMMARY.matcher(comment).replaceFirst(Matcher.quoteReplacement(summary.group()))
                : comment;
    }
}
