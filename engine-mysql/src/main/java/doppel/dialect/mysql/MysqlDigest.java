package doppel.dialect.mysql;

import doppel.dialect.TableDigest;
import doppel.dialect.mysql.connect.MysqlSession;
import doppel.dialect.mysql.value.MysqlKind;
import doppel.dialect.mysql.value.MysqlType;
import doppel.schema.Column;
import doppel.schema.Table;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Digests of raw values: the server hashes each row, values with their lengths, so that different rows never look
 * alike, and long values by their own hashes, since the server cannot compute with strings larger than a packet.
 */
final class MysqlDigest {

    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    private MysqlDigest() {}

    /** The expression of a row's SHA-256, in hexadecimal digits. */
    static String ofRow(Table table) {
        List<String> parts = new ArrayList<>();
        for (Column column : table.insertableColumns()) {
            MysqlType type = MysqlType.of(column);
            String name = MysqlSession.quote(column.name());
            String raw = type.raw(name);
            String bytes = type.isLarge() && type.kind() != MysqlKind.JSON ? name : raw; // a cast has that limit too
            String value = type.isLarge() ? "SHA2(" + bytes + ", 256)" : raw;
            parts.add("IFNULL(CONCAT(LENGTH(" + bytes + "), ':', " + value + "), 'n')");
        }
        return parts.isEmpty() ? "SHA2('', 256)" : "SHA2(CONCAT(" + String.join(", ", parts) + "), 256)";
    }

    static TableDigest of(MysqlSession session, Table table) {
        String sql = "SELECT UNHEX(" + ofRow(table) + ") FROM " + MysqlSession.quote(table.name());
        BigInteger sum = BigInteger.ZERO;
        long count = 0;
        try (Statement statement =
                session.connection().createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setEscapeProcessing(false);
            statement.setFetchSize(Integer.MIN_VALUE);
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    sum = sum.add(new BigInteger(1, rows.getBytes(1)));
                    count++;
                }
            }
        } catch (SQLException e) {
            throw session.failure("Reading table " + table.name(), e);
        }
        return new TableDigest(count, sum.mod(MODULUS).toString(16));
    }
}
