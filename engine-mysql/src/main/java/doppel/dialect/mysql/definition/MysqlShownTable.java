package doppel.dialect.mysql.definition;

import doppel.dialect.mysql.definition.MysqlToken.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What {@code SHOW CREATE TABLE} prints, as text. MariaDB prints the bytes of a binary column's default unchanged among
 * UTF-8: bytes that are not text become equivalent hexadecimal digits.
 */
final class MysqlShownTable {

    private MysqlShownTable() {}

    /** The text of these bytes. */
    static String text(byte[] shown) {
        String all = decoded(shown);
        return all != null ? all : withHexadecimal(new String(shown, StandardCharsets.ISO_8859_1));
    }

    /** @param sql one character per byte; in UTF-8, no character that matters to SQL is part of another */
    private static String withHexadecimal(String sql) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (MysqlToken token : MysqlToken.of(sql, MysqlToken.Mode.PLAIN)) {
            if (token.kind() == Kind.STRING && decoded(bytes(sql, token.start(), token.end())) == null) {
                text.append(new String(bytes(sql, at, token.start()), StandardCharsets.UTF_8));
                text.append("X'")
                        .append(HexFormat.of().formatHex(content(sql, token)))
                        .append('\'');
                at = token.end();
            }
        }
        return text.append(new String(bytes(sql, at, sql.length()), StandardCharsets.UTF_8))
                .toString();
    }

    /** The text between the quotes, without the escapes that the server prints. */
    private static byte[] content(String sql, MysqlToken token) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int i = token.start() + 1; i < token.end() - 1; i++) {
            char c = sql.charAt(i);
            if (c == '\\' || c == '\'') { // a quote is doubled
                char escaped = sql.charAt(++i);
                c = c == '\'' ? c : escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped == '0' ? '\0' : escaped;
            }
            content.write(c);
        }
        return content.toByteArray();
    }

    private static byte[] bytes(String sql, int from, int to) {
        return sql.substring(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The text of bytes in UTF-8; null if they are not valid. */
    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
