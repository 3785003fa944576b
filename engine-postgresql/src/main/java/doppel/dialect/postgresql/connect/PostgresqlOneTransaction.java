package doppel.dialect.postgresql.connect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.util.PSQLException;

/**
 * Keeps a script from ending the transaction that it runs in, however it hides that. A deferred constraint that does
 * not hold makes any commit fail, so that the old state is left; besides, the server says with each answer whether a
 * transaction is open, and at the end, which one.
 */
public final class PostgresqlOneTransaction {

    private static final String TABLE = "doppel_guard";
    private static final String CONSTRAINT = "doppel_one_transaction";

    private static final String CREATE = "CREATE TEMPORARY TABLE " + TABLE + " (n integer CONSTRAINT " + CONSTRAINT
            + " UNIQUE DEFERRABLE INITIALLY DEFERRED) ON COMMIT DROP";

    /** Two equal values, which a commit would refuse. */
    private static final String PLANT =
            "SET CONSTRAINTS pg_temp." + CONSTRAINT + " DEFERRED; INSERT INTO pg_temp." + TABLE + " VALUES (1), (1)";

    private static final String PULL_OUT =
            "DELETE FROM pg_temp." + TABLE + "; SET CONSTRAINTS pg_temp." + CONSTRAINT + " IMMEDIATE";

    private static final String ENDED = "25P01";

    private final Connection connection;
    private final String number;
    private final boolean planted;

    private PostgresqlOneTransaction(Connection connection) throws SQLException {
        this.connection = connection;
        number = answer("SELECT pg_catalog.txid_current()::text");
        planted = answer("SELECT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'TEMPORARY')::text")
                .equals("true");
        if (planted) {
            if (answer("SELECT pg_catalog.to_regclass('pg_temp." + TABLE + "')::text") == null) {
                run(CREATE); // once, since event triggers of the script would see it later
            }
            run(PLANT);
        }
    }

    /** Guards the open transaction. */
    public static PostgresqlOneTransaction guard(Connection connection) throws SQLException {
        return new PostgresqlOneTransaction(connection);
    }

    /** Fails if the statement that has just run ended the transaction. */
    public void requireOpen() throws SQLException {
        boolean open = connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.OPEN;
        if (!open || !planted && !isTheSame()) { // without the constraint, another one may have followed at once
            throw new SQLException("the transaction has ended", ENDED);
        }
    }

    private boolean isTheSame() throws SQLException {
        return answer("SELECT pg_catalog.txid_current()::text").equals(number);
    }

    /** Whether an error says that a statement wanted to end the transaction, or did. */
    public boolean isEndedBy(SQLException e) {
        return ENDED.equals(e.getSQLState())
                || e instanceof PSQLException server
                        && server.getServerErrorMessage() != null
                        && CONSTRAINT.equals(server.getServerErrorMessage().getConstraint());
    }

    /** Takes the guard away: from now on, the transaction can be committed, which removes the rest of it. */
    public void release() throws SQLException {
        if (planted) {
            run(PULL_OUT);
        }
        if (!isTheSame()) {
            throw new SQLException("the script has ended the transaction of the restore", ENDED);
        }
    }

    private String answer(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
