package doppel.verify;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Draws values of every storage class: {@code null}, {@link Long}, {@link Double}, {@link Text} and {@code byte[]}. */
final class HostileValues {

    /** What a column is usually filled with. */
    enum Kind {
        ANYTHING,
        INTEGER,
        REAL,
        TEXT,
        BLOB
    }

    /** A value of storage class TEXT, as the bytes in the database, which need not be valid in its encoding. */
    static final class Text {

        private final byte[] bytes;

        Text(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    static final List<Long> INTEGERS = List.of(
            0L,
            1L,
            -1L,
            2L,
            12L,
            127L,
            128L,
            -128L,
            -129L,
            255L,
            256L,
            32_767L,
            32_768L,
            -32_768L,
            -32_769L,
            65_535L,
            65_536L,
            8_388_607L,
            8_388_608L,
            -8_388_608L,
            -8_388_609L,
            2_147_483_647L,
            2_147_483_648L,
            -2_147_483_648L,
            -2_147_483_649L,
            4_294_967_295L,
            4_294_967_296L,
            140_737_488_355_327L,
            140_737_488_355_328L,
            -140_737_488_355_329L,
            9_007_199_254_740_991L,
            9_007_199_254_740_992L,
            9_007_199_254_740_993L,
            -9_007_199_254_740_993L,
            1_700_000_000_000L,
            1_700_000_000L,
            Long.MAX_VALUE,
            Long.MAX_VALUE - 1,
            Long.MIN_VALUE,
            Long.MIN_VALUE + 1);

    @SuppressWarnings("FloatingPointLiteralPrecision") // to write them as people do is the point
    private static final double[] REALS = {
        0.0,
        -0.0,
        1.0,
        -1.0,
        12.0,
        0.1,
        -0.1,
        0.99,
        1e23,
        1e22,
        1e21,
        1e15,
        1e16,
        123456789012345680.0,
        5e-324,
        -5e-324,
        2.2250738585072014E-308,
        2.225073858507201E-308,
        1.7976931348623157E308,
        -1.7976931348623157E308,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        9007199254740992.0,
        9007199254740993.0,
        9007199254740994.0,
        9.2233720368547758E18,
        -9.2233720368547758E18,
        1.8446744073709552E19,
        2.0E-3,
        2.2,
        0.30000000000000004,
        2460000.5,
        2.0e-3f,
        1.1f,
        4.35,
        8.41E21,
        2.0E-44,
        9.5E-7,
        1e-5,
        123456.0,
        1e7
    };

    private static final String[] TEXTS = {
        "",
        " ",
        "NULL",
        "null",
        "None",
        "<NULL>",
        "\\N",
        "nan",
        "NaN",
        "Infinity",
        "-inf",
        "true",
        "false",
        "toto",
        "1",
        "01",
        "1.0",
        " 1",
        "1 ",
        "1e3",
        "+1",
        "0x10",
        "-0",
        "-0.0",
        "9223372036854775807",
        "9223372036854775808",
        "1_000",
        "١",
        "a\0b",
        "\0",
        "\0\0",
        "a\0",
        "line\nline",
        "\r\n",
        "\r",
        "\n",
        "\t",
        "\b\f\u001b",
        "a\u2028b\u2029c",
        "\u0085",
        "\ufeff",
        "\ufeffbom",
        "\ufffe",
        "\uffff",
        "\ufffd",
        "\u00a0",
        "\u200d",
        "\u202eevil\u202c",
        "\uD83D\uDE00",
        "\uD83C\uDDE9\uD83C\uDDEA",
        "\uDBFF\uDFFF",
        "e\u0301",
        "\u00e9",
        "\u05e9\u05dc\u05d5\u05dd",
        "\u65e5\u672c\u8a9e",
        "\"",
        "'",
        "`",
        "''",
        "\"\"",
        "\"\"\"",
        "\\",
        "\\\\",
        "\\\"",
        "\\n",
        "\\0",
        "\\u0022",
        "\\u000a",
        "\\u005c",
        "\\uuuu0041",
        "\\\\u0022",
        "\\u",
        "\\uD800",
        "*/",
        "/*",
        "//",
        "-- x",
        "'; DROP TABLE t; --",
        "\");}",
        "${x}",
        "%s%n",
        "{0}",
        "</code>",
        "@see",
        "2010-01-14",
        "0000-00-00",
        "01/14/10 1",
        "12:30",
        "\1\2\3",
        "\177",
        "\0001",
        "\\01",
        "\0007",
        "a\\",
        "\0" + 1
    };

    /** Bytes that are not valid UTF-8: cut, overlong, surrogates, beyond the last plane, stray. */
    private static final String[] MALFORMED_UTF8 = {
        "ff",
        "c3",
        "61ff62",
        "c328",
        "e282",
        "eda080",
        "edbfbf",
        "eda0bdedb880",
        "c080",
        "c0af",
        "e08080",
        "f08080af",
        "f4908080",
        "f8888080af",
        "80",
        "bf61",
        "61c3",
        "fffe",
        "feff",
        "00ff00",
        "c2",
        "f09f98",
        "22ff5c",
        "e9"
    };

    /** Bytes that are not valid in either UTF-16: lone and swapped surrogates, and an odd byte. */
    private static final String[] MALFORMED_UTF16 = {
        "d800",
        "00d8",
        "dc00",
        "00dc",
        "d83d0041",
        "3dd84100",
        "dc00d800",
        "00dc00d8",
        "61",
        "006100",
        "fffe",
        "feff",
        "0000",
        "d8",
        "d83dd83dde00"
    };

    private final Random random;
    private final Charset charset;

    HostileValues(Random random, Charset charset) {
        this.random = random;
        this.charset = charset;
    }

    Object draw(Kind kind) {
        return switch (kind) {
            case ANYTHING -> random.nextInt(5) == 0 ? null : draw(Kind.values()[1 + random.nextInt(4)]);
            case INTEGER -> integer();
            case REAL -> real();
            case TEXT -> random.nextInt(8) == 0 ? malformed() : text();
            case BLOB -> blob();
        };
    }

    long integer() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextInt(200) - 100;
            default -> INTEGERS.get(random.nextInt(INTEGERS.size()));
        };
    }

    /** Never NaN, which SQLite stores as NULL. */
    double real() {
        double bits = Double.longBitsToDouble(random.nextLong());
        return switch (random.nextInt(4)) {
            case 0 -> Double.isNaN(bits) ? 0.5 : bits;
            case 1 -> Math.round(random.nextDouble() * 10_000) / 100.0;
            default -> REALS[random.nextInt(REALS.length)];
        };
    }

    Text text() {
        return text(random.nextInt(5) == 0 ? anyCharacters(random.nextInt(40)) : TEXTS[random.nextInt(TEXTS.length)]);
    }

    Text text(String text) {
        return new Text(text.getBytes(charset));
    }

    /** Words as people write them, for indexes over texts. */
    String words() {
        String[] words = {
            "war", "peace", "Médecins", "und", "the", "\uD83D\uDE00", "日本語", "don't", "a\"b", "x-y", "2026", "peace"
        };
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(words[random.nextInt(words.length)]).append(' ');
        }
        return text.toString();
    }

    private Text malformed() {
        String[] pool = charset.name().equals("UTF-8") ? MALFORMED_UTF8 : MALFORMED_UTF16;
        return new Text(HexFormat.of().parseHex(pool[random.nextInt(pool.length)]));
    }

    byte[] blob() {
        return switch (random.nextInt(6)) {
            case 0 -> new byte[0];
            case 1 -> new byte[] {(byte) random.nextInt()};
            case 2 ->
                ByteBuffer.allocate(9).put((byte) 0).putLong(random.nextLong()).array();
            case 3 -> "text in a blob".getBytes(charset);
            case 4 -> bytes(random.nextInt(10) == 0 ? 5_000 : 100);
            default -> bytes(random.nextInt(20));
        };
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Texts around the limits of a Java string constant, with characters of one, two, three and four bytes. */
    Text largeText() {
        String unit = List.of("x", "\0", "\u00e9", "\u20ac", "\uD83D\uDE00", "\\", "\"", "ab\r\n")
                .get(random.nextInt(8));
        int length = List.of(65_534, 65_535, 65_536, 70_000, 21_845, 21_846, 32_767, 32_768)
                .get(random.nextInt(8));
        return text(unit.repeat(length / unit.length()) + (random.nextBoolean() ? "" : "\u00e9"));
    }

    /** A text of a megabyte, not always a valid one. */
    Text hugeText() {
        byte[] bytes =
                text("0123456789abcdef \uD83D\uDE00 \\u0022 ".repeat(45_000)).bytes();
        return new Text(random.nextBoolean() ? bytes : Arrays.copyOf(bytes, 1_000_001));
    }

    private String anyCharacters(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int character = random.nextInt(Character.MAX_CODE_POINT + 1);
            character = random.nextInt(3) == 0 ? character : random.nextInt(0x3000);
            text.appendCodePoint(character >= 0xD800 && character <= 0xDFFF ? '?' : character);
        }
        return text.toString();
    }
}
