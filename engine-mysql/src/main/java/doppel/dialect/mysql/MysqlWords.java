package doppel.dialect.mysql;

import doppel.dialect.mysql.connect.MysqlFlavor;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.value.MysqlDeclaredType;
import doppel.dialect.portable.PortableColumn;
import doppel.dialect.portable.PortableDefault;
import doppel.dialect.portable.PortableTable;
import doppel.dialect.translation.EngineWords;
import doppel.schema.Identity;
import doppel.schema.Index;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How MySQL and MariaDB express tables, of other engines and their own. */
final class MysqlWords implements EngineWords {

    private static final int LONGEST_NAME = 64;

    private final MysqlFlavor flavor;
    private final MysqlTableChoices choices;
    private final MysqlColumnOptions options;

    MysqlWords(MysqlFlavor flavor, MysqlTableChoices choices, MysqlColumnOptions options) {
        this.flavor = flavor;
        this.choices = choices;
        this.options = options;
    }

    @Override
    public String id() {
        return flavor.id();
    }

    @Override
    public String engine() {
        return flavor.displayName();
    }

    @Override
    public List<String> before(List<PortableTable> tables) {
        return List.of();
    }

    @Override
    public String table(String name) {
        return quoted(name);
    }

    @Override
    public String quoted(String name) {
        return MysqlSession.quote(name);
    }

    @Override
    public Map<String, String> types(PortableTable table) {
        return MysqlColumnTypes.of(this, table, choices.longestKey());
    }

    /** Between the two, a column keeps its type if both have it. */
    @Override
    public Optional<String> ownType(PortableTable table, String column) {
        boolean own = table.engine().equals(id());
        boolean family =
                Stream.of(MysqlFlavor.values()).anyMatch(other -> other.id().equals(table.engine()));
        return family
                ? table.table().column(column).flatMap(own ? MysqlDeclaredType::of : MysqlDeclaredType::inUsualCharset)
                : Optional.empty();
    }

    @Override
    public boolean carries(String other) {
        return options.knowsOf(other) ? options.carry(other) : EngineWords.super.carries(other);
    }

    @Override
    public String columnOptions(String table, String column, String type) {
        return options.of(table, column, type);
    }

    @Override
    public Optional<String> defaultExpression(PortableColumn column, String type) {
        PortableDefault value = column.defaultValue();
        if (value.kind() == PortableDefault.Kind.NOW) {
            String fraction = type.contains("(") ? type.substring(type.indexOf('('), type.indexOf(')') + 1) : "";
            return Optional.of("CURRENT_TIMESTAMP" + fraction);
        } else if (value.kind() == PortableDefault.Kind.TODAY) {
            return Optional.of("(curdate())");
        } else if (value.value() instanceof Boolean flag) {
            return Optional.of(flag ? "1" : "0");
        } else if (value.value() instanceof String text) {
            return Optional.of(MysqlColumnTypes.isLarge(type) ? "(" + string(text) + ")" : string(text));
        }
        return Optional.of(
                value.value() instanceof BigDecimal number
                        ? number.toPlainString()
                        : value.value().toString());
    }

    @Override
    public String string(String text) {
        return MysqlSession.text(text);
    }

    @Override
    public boolean checksLabels() {
        return false;
    }

    @Override
    public boolean canNumber(PortableTable table, Identity identity) {
        return true;
    }

    @Override
    public String numbering(PortableTable table) {
        return "AUTO_INCREMENT";
    }

    /** A numbered column has to be the first of a key. */
    @Override
    public List<String> additions(PortableTable table) {
        Identity identity = table.table().identity();
        if (identity == null
                || table.table().primaryKey().stream().findFirst().equals(Optional.of(identity.column()))) {
            return List.of();
        }
        return List.of("KEY " + quoted("numbering") + " (" + quoted(identity.column()) + ")");
    }

    @Override
    public String tableOptions(PortableTable table) {
        return choices.ofNewTables();
    }

    @Override
    public boolean allowsAction(String action) {
        return !action.equals("SET DEFAULT");
    }

    @Override
    public String indexed(PortableTable table, String column, String type) {
        int columns = table.table().indexes().stream()
                .map(Index::columns)
                .filter(names -> names.contains(column))
                .mapToInt(List::size)
                .max()
                .orElse(1);
        return quoted(column)
                + MysqlColumnTypes.prefix(type, choices.longestKey(), columns)
                        .map(length -> "(" + length + ")")
                        .orElse("");
    }

    @Override
    public boolean indexNamesPerTable() {
        return true;
    }

    @Override
    public Optional<String> tableNameProblem(String name) {
        return nameProblem(name);
    }

    @Override
    public Optional<String> nameProblem(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            return Optional.of(name.isEmpty() ? "has no name" : "has a character 0 in its name");
        } else if (name.endsWith(" ")) {
            return Optional.of("has a name that ends with a space");
        } else if (name.chars().anyMatch(c -> Character.isSurrogate((char) c))) {
            return Optional.of("has a character beyond U+FFFF in its name");
        }
        return name.length() > LONGEST_NAME
                ? Optional.of("has a name longer than " + LONGEST_NAME + " characters")
                : Optional.empty();
    }

    @Override
    public String foldedTable(String name) {
        return name;
    }

    @Override
    public String folded(String name) {
        return foldedName(name);
    }

    /** Names of columns are compared without regard to case and accents. */
    static String foldedName(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
