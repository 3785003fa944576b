package doppel.program;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The calls that describe a table in {@code Restore.java}, in the order in which they are written. Each is a method of
 * {@link doppel.schema.Table.Builder}, which {@link TableSource} writes and {@link PlainTable} reads.
 */
enum TableWord {
    ROW_ID("rowId", Part.COLUMNS),
    GENERATED("generated", Part.COLUMNS),
    COLUMN("column", Part.COLUMNS),
    REQUIRED("required", Part.COLUMNS),
    PRIMARY_KEY("primaryKey", Part.PRIMARY_KEY),
    FOREIGN_KEY("foreignKey", Part.FOREIGN_KEYS),
    ON_DELETE("onDelete", Part.FOREIGN_KEYS),
    ON_UPDATE("onUpdate", Part.FOREIGN_KEYS),
    DANGLING("dangling", Part.FOREIGN_KEYS),
    INDEX("index", Part.INDEXES),
    UNIQUE("unique", Part.INDEXES),
    IDENTITY("identity", Part.IDENTITY),
    INTERNAL("internal", Part.INTERNAL),
    SKIPPED("skipped", Part.POLICY),
    RECREATED("recreated", Part.POLICY);

    /** What the second half of a foreign key begins with: the method of {@link doppel.schema.Table.Reference}. */
    static final String REFERENCES = "references";

    /** The parts of a description, in their order. */
    enum Part {
        COLUMNS,
        PRIMARY_KEY,
        FOREIGN_KEYS,
        INDEXES,
        IDENTITY,
        INTERNAL,
        POLICY;

        private static final Set<Part> REPEATED = Set.of(COLUMNS, FOREIGN_KEYS, INDEXES);

        /** Whether a call of this part can come behind one of another. */
        boolean follows(Part other) {
            return compareTo(other) > 0 || this == other && REPEATED.contains(this);
        }
    }

    private static final Map<String, TableWord> BY_METHOD =
            Arrays.stream(values()).collect(Collectors.toMap(TableWord::method, Function.identity()));

    private final String method;
    private final Part part;

    TableWord(String method, Part part) {
        this.method = method;
        this.part = part;
    }

    /** The word that is this method. */
    static Optional<TableWord> of(String method) {
        return Optional.ofNullable(BY_METHOD.get(method));
    }

    String method() {
        return method;
    }

    Part part() {
        return part;
    }

    /** The call with these arguments, as source. */
    String call(String arguments) {
        return method + "(" + arguments + ")";
    }
}
