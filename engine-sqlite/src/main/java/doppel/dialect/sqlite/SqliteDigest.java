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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Digests of raw values: SQL returns the storage class and the bytes of text; each value is hashed with its class and
 * its length, so that different rows never look alike.
 */
final class SqliteDigest {

    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    /** The maximum number of bytes of a value that are in memory, where it can be read in pieces. */
    private static final int PIECE =
            (int) Math.max(1 << 20, Math.min(1 << 28, Runtime.getRuntime().maxMemory() / 3));

    private SqliteDigest() {}

    /** @param rowId the column that is the rowid, by which large values are read in pieces */
    static TableDigest of(Connection connection, Table table, Optional<String> rowId) throws SQLException {
        List<String> columns = table.columns().stream()
                .filter(Column::insertable)
                .map(column -> SqliteFile.quote(column.name()))
                .toList();
        String large = rowId.isEmpty() ? "" : " WHEN octet_length(%1$s) > " + PIECE + " THEN octet_length(%1$s)";
        String value =
                "typeof(%1$s), CASE" + large + " WHEN typeof(%1$s) = 'text' THEN CAST(%1$s AS BLOB) ELSE %1$s END";
        String sql = Stream.concat(
                        columns.stream().map(name -> value.replace("%1$s", name)),
                        rowId.stream().map(SqliteFile::quote))
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + SqliteFile.quote(table.name())));
        MessageDigest row = Sha256.digest();
        BigInteger sum = BigInteger.ZERO;
        long count = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                for (int i = 0; i < columns.size(); i++) {
                    if (rowId.isPresent() && isLarge(rows, 2 * i + 1)) {
                        row.update((byte) rows.getString(2 * i + 1).charAt(0));
                        row.update(bytes(rows.getLong(2 * i + 2)));
                        long key = rows.getLong(2 * columns.size() + 1);
                        addPieces(row, connection, table, columns.get(i), rowId.get(), key);
                    } else {
                        update(row, rows, 2 * i + 1);
                    }
                }
                sum = sum.add(new BigInteger(1, row.digest()));
                count++;
            }
        }
        return new TableDigest(count, sum.mod(MODULUS).toString(16));
    }

    /** Whether there is a length in place of a value. */
    private static boolean isLarge(ResultSet rows, int column) throws SQLException {
        String storageClass = rows.getString(column);
        boolean mayBe = storageClass.equals("text") || storageClass.equals("blob");
        return mayBe && rows.getObject(column + 1) instanceof Number;
    }

    /** SQLite reads the whole value for each piece, so there are few. */
    private static void addPieces(
            MessageDigest digest, Connection connection, Table table, String column, String rowId, long key)
            throws SQLException {
        String sql = "SELECT substr(CAST(" + column + " AS BLOB), ?, ?) FROM " + SqliteFile.quote(table.name())
                + " WHERE " + SqliteFile.quote(rowId) + " = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int read = PIECE;
            for (long from = 1; read == PIECE; from += PIECE) {
                statement.setLong(1, from);
                statement.setLong(2, PIECE);
                statement.setLong(3, key);
                try (ResultSet found = statement.executeQuery()) {
                    byte[] piece = found.next() ? found.getBytes(1) : null;
                    read = piece == null ? 0 : piece.length;
                    digest.update(piece == null ? new byte[0] : piece);
                }
            }
        }
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
