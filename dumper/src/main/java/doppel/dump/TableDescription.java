package doppel.dump;

import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LiteralStringValueExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.Statement;
import doppel.literal.JavaType;
import doppel.literal.LiteralReader;
import doppel.schema.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the method that describes a table back into the table. Stateless. */
final class TableDescription {

    private TableDescription() {}

    /** The table that a method describes by calls with nothing but texts, as the dumper writes them. */
    static Optional<Table> of(MethodDeclaration method) {
        List<MethodCallExpr> calls = method.getBody().stream()
                .map(BlockStmt::getStatements)
                .flatMap(List::stream)
                .flatMap(statement -> chain(statement).stream())
                .toList();
        if (calls.size() < 2 || !calls.get(0).getNameAsString().equals("named")) {
            return Optional.empty();
        }
        List<String> name = texts(calls.get(0));
        if (name.size() != 1) {
            return Optional.empty();
        }
        Table.Builder table = Table.named(name.get(0));
        List<String> referring = List.of();
        for (MethodCallExpr call : calls.subList(1, calls.size() - 1)) {
            List<String> texts = texts(call);
            if (texts.size() != call.getArguments().size() || !apply(table, call.getNameAsString(), texts, referring)) {
                return Optional.empty();
            }
            referring = call.getNameAsString().equals("foreignKey") ? texts : List.of();
        }
        return Optional.of(table.build());
    }

    /** The calls of a statement, in the order in which they run. */
    private static List<MethodCallExpr> chain(Statement statement) {
        Optional<Expression> expression = Optional.empty();
        if (statement.isReturnStmt()) {
            expression = statement.asReturnStmt().getExpression();
        } else if (statement.isExpressionStmt()) {
            Expression whole = statement.asExpressionStmt().getExpression();
            expression = whole.isVariableDeclarationExpr()
                    ? whole.asVariableDeclarationExpr().getVariable(0).getInitializer()
                    : Optional.of(whole);
        }
        List<MethodCallExpr> chain = new ArrayList<>();
        while (expression.isPresent() && expression.get() instanceof MethodCallExpr call) {
            chain.add(call);
            expression = call.getScope();
        }
        Collections.reverse(chain);
        return chain;
    }

    private static List<String> texts(MethodCallExpr call) {
        return call.getArguments().stream()
                .flatMap(argument -> number(argument).or(() -> text(argument)).stream())
                .toList();
    }

    private static Optional<String> number(Expression expression) {
        if (expression instanceof UnaryExpr negative && negative.getOperator() == UnaryExpr.Operator.MINUS) {
            return number(negative.getExpression()).map(number -> "-" + number);
        }
        return expression instanceof LiteralStringValueExpr number && !(expression instanceof StringLiteralExpr)
                ? Optional.of(number.getValue())
                : Optional.empty();
    }

    private static OptionalLong integer(String literal) {
        try {
            return OptionalLong.of(Long.parseLong(literal.replace("L", "")));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static boolean apply(Table.Builder table, String call, List<String> texts, List<String> referring) {
        int count = texts.size();
        String defaultValue = count > 2 ? texts.get(2) : null;
        switch (call) {
            case "rowId":
                return count == 1 && table.rowId(texts.get(0)) != null;
            case "generated":
                return count == 2 && table.generated(texts.get(0), texts.get(1)) != null;
            case "column":
                return (count == 2 || count == 3) && table.column(texts.get(0), texts.get(1), defaultValue) != null;
            case "required":
                return (count == 2 || count == 3) && table.required(texts.get(0), texts.get(1), defaultValue) != null;
            case "primaryKey":
                return count > 0 && table.primaryKey(texts.toArray(String[]::new)) != null;
            case "foreignKey":
                return count > 0;
            case "references":
                if (count < 2 || referring.size() != count - 1) {
                    return false;
                }
                table.foreignKey(referring.toArray(String[]::new)).references(texts.get(0), rest(texts));
                return true;
            case "dangling":
                OptionalLong dangling = count == 1 ? integer(texts.get(0)) : OptionalLong.empty();
                return dangling.isPresent() && table.dangling(dangling.getAsLong()) != null;
            case "onDelete":
                return count == 1 && table.onDelete(texts.get(0)) != null;
            case "onUpdate":
                return count == 1 && table.onUpdate(texts.get(0)) != null;
            case "index":
                return count > 1 && table.index(texts.get(0), rest(texts)) != null;
            case "unique":
                return count > 1 && table.unique(texts.get(0), rest(texts)) != null;
            case "identity":
                OptionalLong next = count == 2 ? integer(texts.get(1)) : OptionalLong.empty();
                return next.isPresent() && table.identity(texts.get(0), next.getAsLong()) != null;
            case "internal":
                return count == 0 && table.internal() != null;
            case "skipped":
                return count == 0 && table.skipped() != null;
            case "recreated":
                return table.recreated(texts.toArray(String[]::new)) != null;
            default:
                return false;
        }
    }

    private static String[] rest(List<String> texts) {
        return texts.subList(1, texts.size()).toArray(String[]::new);
    }

    /** The text of a literal; JavaParser's own unescaping is not that of Java. */
    static Optional<String> text(Expression expression) {
        if (expression instanceof StringLiteralExpr literal) {
            byte[] utf8 = ("\"" + literal.getValue() + "\"").getBytes(StandardCharsets.UTF_8);
            LiteralReader reader = new LiteralReader();
            reader.reset(utf8, 0, utf8.length);
            if (reader.read(JavaType.STRING) instanceof String text && reader.atEnd()) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }
}
