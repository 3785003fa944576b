package doppel.schema;

import java.util.Objects;

/**
 * A column.
 *
 * @param name as the engine has it
 * @param type the declared type, verbatim; empty where none is declared
 * @param nullable whether the column may hold NULL
 * @param kind what may be stored in it
 * @param defaultValue the engine's expression of the default, or null
 */
public record Column(String name, String type, boolean nullable, Kind kind, String defaultValue) {

    /** What may be stored in a column. */
    public enum Kind {
        /** Stored as given. */
        STORED,
        /** The engine's own row number, which no declared column shows. */
        ROW_ID,
        /** Computed by the engine, never inserted. */
        GENERATED
    }

    public Column {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(kind);
    }

    /** The same column with another default. */
    public Column withDefault(String expression) {
        return new Column(name, type, nullable, kind, expression);
    }

    /** Whether a row can give this column a value. */
    public boolean insertable() {
        return kind != Kind.GENERATED;
    }

    /** Whether a row can be inserted without this column. */
    public boolean optional() {
        return nullable || defaultValue != null || kind != Kind.STORED;
    }
}
