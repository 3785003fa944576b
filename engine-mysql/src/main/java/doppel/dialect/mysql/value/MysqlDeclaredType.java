package doppel.dialect.mysql.value;

import doppel.dialect.mysql.connect.MysqlSession;
import doppel.schema.Column;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The types of columns as text in a statement. Stateless. */
public final class MysqlDeclaredType {

    private static final Pattern CHARSET = Pattern.compile(MysqlType.CHARSET + "([a-z0-9_]{1,32})");

    /** A name, numbers in parentheses, and what numbers can be besides. */
    private static final Pattern PLAIN =
            Pattern.compile("([a-z]+[0-9]?)(\\([0-9]{1,5}(,[0-9]{1,5})?\\))?( unsigned| zerofill){0,2}");

    private MysqlDeclaredType() {}

    /** The type of a column, read and written anew; empty if it is none that every server of its engine has. */
    public static Optional<String> of(Column column) {
        String declared = column.type();
        Matcher charset = CHARSET.matcher(declared);
        boolean named = charset.find(Math.max(0, declared.lastIndexOf(MysqlType.CHARSET))) && charset.hitEnd();
        return withoutCharset(column).map(type -> named ? type + charset.group() : type);
    }

    /** The same in the usual encoding, for an engine that both have this type, and may not have the encoding. */
    public static Optional<String> inUsualCharset(Column column) {
        MysqlType type = MysqlType.of(column);
        boolean common = switch (type.kind()) {
            case JSON, UUID, ADDRESS -> false;
            default -> !type.name().equals("vector");
        };
        // MySQL 8 has another word for this type, and knows this one, too
        return common
                ? withoutCharset(column).map(words -> words.equals("geomcollection") ? "geometrycollection" : words)
                : Optional.empty();
    }

    private static Optional<String> withoutCharset(Column column) {
        MysqlType type = MysqlType.of(column);
        if (type.kind() == MysqlKind.ENUM || type.kind() == MysqlKind.SET) {
            String labels = type.labels().stream().map(MysqlSession::text).collect(Collectors.joining(","));
            return type.labels().isEmpty() ? Optional.empty() : Optional.of(type.name() + "(" + labels + ")");
        }
        int end = column.type().lastIndexOf(MysqlType.CHARSET);
        String declared = end < 0 ? column.type() : column.type().substring(0, end);
        return Optional.of(declared).filter(words -> PLAIN.matcher(words).matches());
    }
}
