package doppel.dialect.translation;

import doppel.dialect.portable.PortableColumn;
import doppel.dialect.portable.PortableSchema;
import doppel.dialect.portable.PortableTable;
import doppel.schema.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@link TranslatedSchema} needs to know about the engine that a script is for. An engine overrides only what
 * differs from most engines.
 */
public interface EngineWords {

    /** The identifier of the engine's dialect. */
    String id();

    /** The engine's name as people write it. */
    String engine();

    /** Statements before the first table. */
    List<String> before(List<PortableTable> tables);

    /** A table's name in a statement. */
    String table(String name);

    /** A column's or an index's name in a statement. */
    String quoted(String name);

    /** The types of a table's columns, by name. */
    Map<String, String> types(PortableTable table);

    /**
     * The type of a column that comes from this engine, or from a relative that has it too: read, checked to be one of
     * the types that every such engine has, and written anew. Empty for all others.
     */
    Optional<String> ownType(PortableTable table, String column);

    /**
     * Whether the statements say one of the other definitions of a schema. Most engines check all types, and never use
     * a number again.
     */
    default boolean carries(String other) {
        return other.startsWith(PortableSchema.NEVER_REUSED)
                || other.startsWith(PortableSchema.STRICT)
                || other.startsWith(PortableSchema.DEFAULT_COLLATION);
    }

    /** What follows the type of a column, of the other definitions that are carried. */
    default String columnOptions(String table, String column, String type) {
        return "";
    }

    /** The expression of a column's default, which is a value, now, or today; empty if the engine has none. */
    Optional<String> defaultExpression(PortableColumn column, String type);

    /** A text in a statement. */
    String string(String text);

    /** Whether a condition must keep the values of an ENUM among its labels. */
    default boolean checksLabels() {
        return true;
    }

    /** Whether the engine can number the table's column. */
    boolean canNumber(PortableTable table, Identity identity);

    /** The clause that makes the engine number a table's column. */
    String numbering(PortableTable table);

    /** Whether this clause also makes the column the primary key. */
    default boolean numberingIsKey() {
        return false;
    }

    /** Other definitions that stand among a table's columns. */
    default List<String> additions(PortableTable table) {
        return List.of();
    }

    /** Whether the columns of a table's primary key may be NULL. */
    default boolean keyMayBeNull(PortableTable table) {
        return false;
    }

    /** What comes after a table's closing bracket. */
    default String tableOptions(PortableTable table) {
        return "";
    }

    /** Whether foreign keys are only possible in the statement that creates a table. */
    default boolean foreignKeysInTable() {
        return false;
    }

    /** Whether a foreign key may have this action, in SQL's words. */
    default boolean allowsAction(String action) {
        return true;
    }

    /** A column in an index that is not unique. */
    default String indexed(PortableTable table, String column, String type) {
        return quoted(column);
    }

    /** Whether two tables may have indexes of the same name. */
    default boolean indexNamesPerTable() {
        return false;
    }

    /** Why a table cannot have this name; empty if it can. */
    Optional<String> tableNameProblem(String name);

    /** Why a column or an index cannot have this name; empty if it can. */
    Optional<String> nameProblem(String name);

    /** Equal for table names that the engine considers the same. */
    String foldedTable(String name);

    /** Equal for column or index names that the engine considers the same. */
    String folded(String name);
}
