package doppel.dialect.postgresql;

import doppel.dialect.Queries;
import doppel.dialect.postgresql.catalog.PostgresqlSchemaReader;
import doppel.dialect.postgresql.connect.PostgresqlErrors;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** Checks indexes with the extension amcheck, if the database has it: nothing else looks for damage. */
final class PostgresqlIntegrity {

    private PostgresqlIntegrity() {}

    /** What is wrong, a sentence for each index. */
    static List<String> problems(Handle handle) {
        String function = handle.createQuery("SELECT p.oid::regproc::text FROM pg_proc p JOIN pg_depend e"
                        + " ON e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e'"
                        + " JOIN pg_extension x ON x.oid = e.refobjid AND e.refclassid = 'pg_extension'::regclass"
                        + " WHERE x.extname = 'amcheck' AND p.proname = 'bt_index_check' AND p.pronargs = 1"
                        + " AND has_function_privilege(p.oid, 'EXECUTE')")
                .mapTo(String.class)
                .findFirst()
                .orElse(null);
        List<String> problems = new ArrayList<>();
        if (function == null) {
            return problems;
        }
        List<String> indexes = handle.createQuery("SELECT i.indexrelid FROM pg_index i"
                        + " JOIN pg_class x ON x.oid = i.indexrelid AND x.relkind = 'i'"
                        + " JOIN pg_am m ON m.oid = x.relam AND m.amname = 'btree' JOIN pg_class c ON c.oid = "
                        + "i.indrelid"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
                        + PostgresqlSchemaReader.USER_TABLE + " AND i.indisvalid AND i.indisready"
                        + " AND x.relpersistence <> 't' ORDER BY 1")
                .mapTo(String.class)
                .list();
        for (String index : indexes) {
            handle.execute("SAVEPOINT doppel");
            try {
                handle.execute("SELECT " + function + "(" + index + "::oid::regclass)"); // no other of this name
                handle.execute("RELEASE doppel");
            } catch (JdbiException e) {
                handle.execute("ROLLBACK TO doppel");
                problems.add(PostgresqlErrors.words(Queries.sqlException(e)));
            }
        }
        return problems;
    }
}
