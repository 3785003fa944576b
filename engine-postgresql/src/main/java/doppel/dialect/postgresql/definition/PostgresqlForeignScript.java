package doppel.dialect.postgresql.definition;

/** Foreign data, which leads out of the database and is not carried. */
final class PostgresqlForeignScript {

    private PostgresqlForeignScript() {}

    static void define(PostgresqlDefinitions definitions) {
        definitions.impossible(
                "pg_foreign_data_wrapper", "leads out of the database", "SELECT oid FROM pg_foreign_data_wrapper");
        definitions.impossible("pg_foreign_server", "leads out of the database", "SELECT oid FROM pg_foreign_server");
    }
}
