package doppel.cli;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A process that runs statements on a database and keeps what they hold until its input ends. */
final class LockHolder {

    private LockHolder() {}

    public static void main(String... words) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + words[0]);
                Statement statement = connection.createStatement()) {
            for (int i = 1; i < words.length; i++) {
                statement.execute(words[i]);
            }
            System.out.println("holding");
            System.in.read();
        }
    }
}
