package doppel.dialect.postgresql.definition;

/**
 * A row of the system's catalogs, or a step that Doppel adds.
 *
 * @param catalog the catalog, such as {@code pg_class}, or Doppel's word for the step
 * @param oid the object's number, which is only valid in its database
 */
record PostgresqlKey(String catalog, long oid) {

    static PostgresqlKey relation(long oid) {
        return new PostgresqlKey("pg_class", oid);
    }

    static PostgresqlKey type(long oid) {
        return new PostgresqlKey("pg_type", oid);
    }

    static PostgresqlKey constraint(long oid) {
        return new PostgresqlKey("pg_constraint", oid);
    }

    /** The step that makes a table or an index a partition of another. */
    static PostgresqlKey attachment(long oid) {
        return new PostgresqlKey("attachment", oid);
    }

    /** The step that assigns a sequence to a column. */
    static PostgresqlKey ownership(long oid) {
        return new PostgresqlKey("ownership", oid);
    }

    /** The step that declares a type's name before its definition. */
    static PostgresqlKey shell(long oid) {
        return new PostgresqlKey("shell", oid);
    }
}
