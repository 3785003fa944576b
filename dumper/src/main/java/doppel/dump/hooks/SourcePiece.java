package doppel.dump.hooks;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.nodeTypes.NodeWithSimpleName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A piece of the source of a program: a range of a file's text, verbatim.
 *
 * @param file the name of the file
 * @param kind what the piece is
 * @param node its syntax; null where it is only a bracket or the end
 * @param leading the comments and white space before the code
 * @param code the code, with a comment that ends its last line
 * @param comments the words of the comments before the code
 * @param tokens the tokens of the code, and the words of the comments in it
 * @param start the offset at which {@code leading} begins
 * @param line the line in which the code begins
 */
record SourcePiece(
        String file,
        Kind kind,
        Node node,
        String leading,
        String code,
        List<String> comments,
        List<String> tokens,
        int start,
        int line) {

    /** The kinds of pieces. */
    enum Kind {
        PACKAGE,
        IMPORT,
        /** A class other than that of the program. */
        TYPE,
        /** The class of the program, up to its opening bracket. */
        HEADER,
        MEMBER,
        /** The bracket that closes the class. */
        CLOSING_BRACKET,
        /** The end of the file. */
        END
    }

    /** What each class of a program has. */
    private static final Set<String> METHODS_OF_EACH_CLASS = Set.of("schema", "load");

    SourcePiece {
        comments = List.copyOf(comments);
        tokens = List.copyOf(tokens);
    }

    /** The offset at which the code begins. */
    int codeStart() {
        return start + leading.length();
    }

    /** The offset at which the piece ends. */
    int end() {
        return codeStart() + code.length();
    }

    /** A key that no two pieces of a program that compiles share, and that does not tell in which class a table is. */
    String key() {
        if (kind == Kind.IMPORT || kind == Kind.PACKAGE) {
            return file + " " + String.join(" ", tokens);
        }
        if (kind == Kind.MEMBER && node instanceof CallableDeclaration<?> method) {
            return (METHODS_OF_EACH_CLASS.contains(methodName()) ? file + " " : "")
                    + method.getNameAsString()
                    + method.getParameters().stream().map(SourcePiece::type).toList();
        }
        return kind == Kind.TYPE || kind == Kind.MEMBER ? title() : file + " " + kind.name();
    }

    /** Where the piece is, in words. */
    String place() {
        return "line " + line + " of the earlier " + file;
    }

    /** The method, if the piece is one. */
    Optional<MethodDeclaration> method() {
        return kind == Kind.MEMBER && node instanceof MethodDeclaration method ? Optional.of(method) : Optional.empty();
    }

    /** The name of the method; empty if the piece is not a method. */
    String methodName() {
        return method().map(NodeWithSimpleName::getNameAsString).orElse("");
    }

    /** The types and names of the method's parameters. */
    List<String> parameters() {
        return method().stream()
                .flatMap(method -> method.getParameters().stream())
                .map(parameter -> type(parameter) + " " + parameter.getNameAsString())
                .toList();
    }

    private static String type(Parameter parameter) {
        return parameter.getType().asString() + (parameter.isVarArgs() ? "[]" : "");
    }

    /** The piece in words. */
    String title() {
        return switch (kind) {
            case PACKAGE -> "the package";
            case IMPORT -> "the line " + String.join(" ", tokens).replaceAll(" ?([.;*]) ?", "$1");
            case HEADER -> "the declaration of the class " + className();
            case CLOSING_BRACKET -> "the end of the class " + className();
            case END -> "the end of the file";
            case TYPE, MEMBER -> memberTitle();
        };
    }

    private String className() {
        return file.replace(".java", "");
    }

    private String memberTitle() {
        if (node instanceof TypeDeclaration<?> type) {
            return "the class " + type.getNameAsString();
        }
        if (node instanceof FieldDeclaration field) {
            return "the field "
                    + field.getVariables().stream()
                            .map(NodeWithSimpleName::getNameAsString)
                            .collect(Collectors.joining(", "));
        }
        if (node instanceof CallableDeclaration<?> method) {
            return "the method " + method.getNameAsString();
        }
        return "the block in line " + line;
    }
}
