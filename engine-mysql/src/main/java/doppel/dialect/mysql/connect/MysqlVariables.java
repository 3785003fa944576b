package doppel.dialect.mysql.connect;

import doppel.DatabaseException;
import doppel.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The session variables that decide which rows are read, what is written and how definitions look. A session begins
 * with what the server's administrator prefers: each of these gets the value that Doppel relies on, or is refused.
 */
final class MysqlVariables {

    /** Variables of every session. */
    static final MysqlVariables ALL = new MysqlVariables(
            required("autocommit", "ON"),
            required("big_tables", "OFF"),
            required("block_encryption_mode", "aes-128-ecb"),
            required("character_set_filesystem", "binary"),
            required("check_constraint_checks", "ON"),
            required("completion_type", "NO_CHAIN"),
            required("default_regex_flags", ""),
            required("default_week_format", "0"),
            required("div_precision_increment", "4"),
            required("foreign_key_checks", "ON"),
            required("information_schema_stats_expiry", "0"),
            required("keep_files_on_create", "OFF"),
            required("lc_messages", "en_US"),
            required("lc_time_names", "en_US"),
            required("lock_wait_timeout", "30"),
            required("max_error_count", "1024"),
            required("max_execution_time", "0"),
            required("max_statement_time", "0.000000"),
            required("net_read_timeout", "3600"),
            required("net_write_timeout", "3600"),
            required("old_mode", "UTF8_IS_UTF8MB3", ""), // MariaDB before 10.6 has no other utf8
            required("show_create_table_skip_secondary_engine", "OFF"),
            required("show_create_table_verbosity", "OFF"),
            required("show_gipk_in_create_table_and_information_schema", "ON"),
            required("sql_buffer_result", "OFF"),
            required("sql_auto_is_null", "OFF"),
            required("sql_big_selects", "ON"), // after max_join_size, which changes it
            required("sql_if_exists", "OFF"),
            required("sql_notes", "ON"),
            required("sql_quote_show_create", "ON"),
            required("sql_safe_updates", "OFF"),
            required("system_versioning_asof", "DEFAULT"),
            required("terminology_use_previous", "NONE"),
            required("unique_checks", "ON"),
            required("wait_timeout", "86400"),
            required("wsrep_dirty_reads", "OFF"),
            preferred("idle_readonly_transaction_timeout", "0"),
            preferred("idle_transaction_timeout", "0"),
            preferred("idle_write_transaction_timeout", "0"),
            preferred("query_cache_type", "OFF"));

    /** Variables of sessions that create definitions and write rows. */
    static final MysqlVariables WRITING = new MysqlVariables(
            required("character_set_collations", ""),
            required("default_storage_engine", "InnoDB"),
            required("default_table_encryption", "OFF"),
            required("explicit_defaults_for_timestamp", "ON"),
            required("innodb_compression_default", "OFF"),
            required("sql_generate_invisible_primary_key", "OFF"),
            required("system_versioning_alter_history", "KEEP"),
            required("system_versioning_insert_history", "OFF"),
            preferred("auto_increment_increment", "1"),
            preferred("auto_increment_offset", "1"),
            preferred("default_collation_for_utf8mb4", "utf8mb4_0900_ai_ci"),
            preferred("sql_require_primary_key", "OFF"));

    /** The word for no value, which is no string to the server; it does not mean the administrator's default. */
    private static final String NO_VALUE = "DEFAULT";

    private static final String PREPARING = "Preparing the session";

    private final List<Wanted> wanted;

    private MysqlVariables(Wanted... wanted) {
        this.wanted = List.of(wanted);
    }

    /**
     * A value that a variable has to have, as the server shows it.
     *
     * @param values the first that the server knows: an older one may know the last only
     * @param required whether Doppel does not work with another value: a wrong value of another is noticed in time
     */
    private record Wanted(String variable, List<String> values, boolean required) {

        String assignment() {
            return assignment(values.get(0));
        }

        String assignment(String value) {
            boolean bare = value.matches("[0-9.]+") || value.equals(NO_VALUE);
            return variable + " = " + (bare ? value : "'" + value + "'");
        }
    }

    private static Wanted required(String variable, String... values) {
        return new Wanted(variable, List.of(values), true);
    }

    private static Wanted preferred(String variable, String value) {
        return new Wanted(variable, List.of(value), false);
    }

    /**
     * Gives each variable that this server has its value.
     *
     * @throws DatabaseException if the account may not change one of them
     */
    void set(MysqlSession session) {
        Map<String, String> found = new HashMap<>();
        session.list(
                PREPARING,
                wanted.stream()
                        .map(one -> "'" + one.variable() + "'")
                        .collect(Collectors.joining(", ", "SHOW SESSION VARIABLES WHERE Variable_name IN (", ")")),
                row -> found.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2)));
        List<Wanted> wrong = new ArrayList<>();
        for (Wanted one : wanted) {
            String value = found.get(one.variable());
            if (found.containsKey(one.variable())
                    && !one.values().get(0).equalsIgnoreCase(value == null ? "" : value)) {
                wrong.add(one);
            }
        }
        String required =
                wrong.stream().filter(Wanted::required).map(Wanted::assignment).collect(Collectors.joining(", "));
        if (!required.isEmpty()) {
            try {
                session.run(PREPARING, "SET SESSION " + required);
            } catch (DatabaseException together) { // find out which
                wrong.stream().filter(Wanted::required).forEach(one -> set(session, one, found));
            }
        }
        wrong.stream().filter(one -> !one.required()).forEach(one -> set(session, one, found));
    }

    private static void set(MysqlSession session, Wanted wanted, Map<String, String> found) {
        DatabaseException refused = null;
        for (String value : wanted.values()) {
            try {
                session.run(PREPARING, "SET SESSION " + wanted.assignment(value));
                return;
            } catch (DatabaseException e) {
                refused = refused == null ? e : refused;
            }
        }
        if (wanted.required()) {
            throw new DatabaseException(
                    ErrorCode.VARIABLE_REFUSED,
                    "The server's variable " + wanted.variable() + " is " + found.get(wanted.variable())
                            + ", and this account may not set it to "
                            + wanted.values().get(0) + " for its session: " + refused.getMessage(),
                    "With that value, what Doppel reads or writes would differ. Let an administrator run: SET GLOBAL "
                            + wanted.assignment() + "; or give this account the right SESSION_VARIABLES_ADMIN.",
                    refused);
        }
    }
}
