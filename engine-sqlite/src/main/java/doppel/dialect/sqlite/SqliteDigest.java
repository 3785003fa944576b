package doppel.dialect.sqlite;

import doppel.Sha256;
import doppel.dialect.TableDigest;
import doppel.dialect.sqlite.connect.SqliteFile;
import doppel.dialect.sqlite.definition.SqliteScript;
import doppel.schema.Column;
import doppel.schema.Table;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Digests of raw values: SQL returns the storage class and the bytes of text; each value is hashed with its class and
 * its length, so that different rows never look alike.
 */
final class SqliteDigest {

    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    private SqliteDigest() {}

    static TableDigest of(Connection connection, Table table) throws SQLException {
        List<String> columns = table.columns().stream()
                .filter(Column::insertable)
                .map(column -> SqliteFile.quote(column.name()))
                .toList();
        String sql = columns.stream()
                .map(name -> "typeof(" + name + "), CASE typeof(" + name + ") WHEN 'text' THEN CAST(" + name
                        + " AS BLOB) ELSE " + name + " END")
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + SqliteFile.quote(table.name())));
        MessageDigest row = Sha256.digest();
        BigInteger sum = BigInteger.ZERO;
        long count = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                for (int i = 0; i < columns.size(); i++) {
                    update(row, rows, 2 * i + 1);
                }
                sum = sum.add(new BigInteger(1, row.digest()));
                count++;
            }
        }
        return new TableDigest(count, sum.mod(MODULUS).toString(16));
    }

    private static void update(MessageDigest digest, ResultSet rows, int column) throws SQLException {
        String storageClass = rows.getString(column);
        digest.update((byte) storageClass.charAt(0));
        switch (storageClass) {
            case "integer" -> digest.update(bytes(rows.getLong(column + 1)));
            case "real" -> digest.update(bytes(Double.doubleToRawLongBits(rows.getDouble(column + 1))));
            case "text", "blob" -> {
                byte[] value = rows.getBytes(column + 1);
                byte[] present = value == null ? new byte[0] : value;
                digest.update(bytes(present.length));
                digest.update(present);
            }
            default -> digest.update((byte) 0);
        }
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    static String ofDefinitions(Handle handle) {
        MessageDigest digest = Sha256.digest();
        for (SqliteScript.Definition definition : SqliteScript.definitions(handle)) {
            byte[] text = definition.toString().getBytes(StandardCharsets.UTF_8);
            digest.update(bytes(text.length));
            digest.update(text);
        }
        digest.update(SqliteScript.Settings.read(handle).toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }
}
