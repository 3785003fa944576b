package doppel.shell.work;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;

/** A connection whose statements are seen, and whose transaction nobody ends but the words of the shell. */
final class WatchedConnection implements InvocationHandler {

    private static final Set<String> ENDING =
            Set.of("commit", "rollback", "setAutoCommit", "setSavepoint", "releaseSavepoint", "close", "abort");

    private final Supplier<Connection> connection;
    private final StatementWatch watch;

    private WatchedConnection(Supplier<Connection> connection, StatementWatch watch) {
        this.connection = connection;
        this.watch = watch;
    }

    /** The connection with somebody who watches; the one of that moment for each thing that it is asked for. */
    static Connection of(Supplier<Connection> connection, StatementWatch watch) {
        return proxy(Connection.class, new WatchedConnection(connection, watch));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(WatchedConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (name.equals("setAutoCommit") && Boolean.FALSE.equals(arguments[0])) {
            return null; // as it is
        }
        if (ENDING.contains(name)) {
            throw new SQLException("the transaction ends with commit() or rollback() of the shell, not by " + name);
        }
        if (name.equals("equals")) {
            return proxy == arguments[0];
        }
        if (name.equals("unwrap")) {
            throw unwatched();
        }
        Object result = called(connection.get(), method, arguments);
        if (result instanceof DatabaseMetaData metaData) {
            return proxy(
                    DatabaseMetaData.class,
                    (metaProxy, asked, values) ->
                            asked.getName().equals("getConnection") ? proxy : called(metaData, asked, values));
        } else if (result instanceof CallableStatement statement) {
            return proxy(CallableStatement.class, new Watched((Connection) proxy, statement, (String) arguments[0]));
        } else if (result instanceof PreparedStatement statement) {
            return proxy(PreparedStatement.class, new Watched((Connection) proxy, statement, (String) arguments[0]));
        } else if (result instanceof Statement statement) {
            return proxy(Statement.class, new Watched((Connection) proxy, statement, ""));
        }
        return result;
    }

    private static SQLException unwatched() {
        return new SQLException("statements that go past the shell could not be taken back");
    }

    private static Object called(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** A statement that is seen. */
    private final class Watched implements InvocationHandler {

        private final Connection watched;
        private final Statement statement;
        private final StringBuilder batch = new StringBuilder();
        private final String prepared;

        Watched(Connection watched, Statement statement, String prepared) {
            this.watched = watched;
            this.statement = statement;
            this.prepared = prepared;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            String name = method.getName();
            boolean hasText = arguments != null && arguments.length > 0 && arguments[0] instanceof String;
            if (name.equals("equals")) {
                return proxy == arguments[0];
            } else if (name.equals("addBatch") && hasText) {
                batch.append(arguments[0]).append(";\n");
            }
            if (name.equals("getConnection")) {
                return watched;
            } else if (name.equals("unwrap")) {
                throw unwatched();
            }
            if (!name.startsWith("execute")) {
                return called(statement, method, arguments);
            }
            String sql = hasText ? (String) arguments[0] : prepared.isEmpty() ? batch.toString() : prepared;
            batch.setLength(0);
            watch.before(sql);
            Object result;
            try {
                result = called(statement, method, arguments);
            } catch (SQLException | RuntimeException e) {
                watch.failed(e);
                throw e;
            }
            watch.after(sql, changed(result));
            return result;
        }

        private long changed(Object result) throws SQLException {
            if (result instanceof int[] counts) {
                return Arrays.stream(counts)
                        .filter(count -> count > 0)
                        .asLongStream()
                        .sum();
            } else if (result instanceof long[] counts) {
                return Arrays.stream(counts).filter(count -> count > 0).sum();
            } else if (result instanceof Number count) {
                return count.longValue();
            }
            return Boolean.FALSE.equals(result) ? Math.max(0, statement.getUpdateCount()) : -1;
        }
    }
}
