package doppel.dialect.postgresql.connect;

import static org.assertj.core.api.Assertions.assertThat;

import doppel.dialect.postgresql.ServerDatabase;
import doppel.testing.TransactionPooler;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Whether a silent server is at work, which is asked on a connection of its own. */
class PostgresqlAtWorkTest {

    private static final int NOBODY = -1;

    @Test
    void isAskedWithoutATraceInTheSessionOfAPooler() throws Exception {
        ServerDatabase database = ServerDatabase.fresh();
        String name = database.query("SELECT current_database()").get(0);
        try (TransactionPooler pooler = new TransactionPooler(database.url())) {
            String url = pooler.url(name);
            assertThat(PostgresqlLogin.isAtWork(url, new Properties(), NOBODY, Duration.ofSeconds(10)))
                    .isTrue(); // a pooler has numbers of its own
            assertThat(pooler.idleSessions(name)).isEqualTo(1);
            try (Connection next = DriverManager.getConnection(url);
                    ResultSet row = next.createStatement().executeQuery("SHOW search_path")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("\"$user\", public");
            }
        }
    }
}
