package doppel.shell.work;

import java.sql.SQLException;

/** Sees the statements of a connection. */
interface StatementWatch {

    /**
     * A statement is about to run.
     *
     * @throws SQLException if it must not
     */
    void before(String sql) throws SQLException;

    /**
     * It has ended.
     *
     * @param changed how many rows it has changed; negative if it gave rows
     * @throws SQLException if the user does not want that
     */
    void after(String sql, long changed) throws SQLException;

    /** It has failed. */
    void failed(Exception e);
}
