package doppel.restore;

import doppel.literal.JavaText;
import doppel.literal.TemporalText;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Random;
import java.util.UUID;

/**
 * Makes row files of all kinds by chance: those that are nothing but rows, and those that are more. Not thread-safe.
 */
final class RowFileGenerator {

    private static final int ROWS = 300;

    private final Random random;
    private final boolean more;

    /** @param more whether a file may hold Java that is more than rows of literals */
    RowFileGenerator(Random random, boolean more) {
        this.random = random;
        this.more = more;
    }

    /** A file of the class {@code TRows}. */
    String file() {
        StringBuilder source = new StringBuilder(RestoredFixture.head("TRows"));
        int methods = 1;
        for (int i = 0; i < ROWS; i++) {
            if (random.nextInt(60) == 0) {
                methods++;
                source.append(
                        "    rows" + methods + "(into);\n  }\n\n  private void rows" + methods + "(Restore into) {\n");
            }
            source.append(line());
        }
        String text = source.append("  }\n}\n").toString();
        return more && random.nextInt(4) == 0 ? text.replace("\n", "\r\n") : text;
    }

    private String line() {
        if (random.nextInt(30) == 0) {
            return pick(
                    "\n", "    // a comment: into.any(1, 2, 3);\n", "    /* another: \" */\n", "      \n", "// left\n");
        }
        if (more && random.nextInt(30) == 0) {
            return pick(
                    "    for (int i = 0; i < 3; i++) {\n      into.any(i, \"r\" + i, (long) i);\n    }\n",
                    "    into.any('a' + 1, (Object) 5, (char) ('a' + 1));\n",
                    "    into.any(\"\"\"\n        a \"block\"\n          of text\\t\"\"\", 1_000, 0x1F);\n",
                    "    into.plain(1,\n        /* two */ 2L,\n        \"three\"); // four\n",
                    "\tinto.any(1,\t2 , 3) ;\n",
                    "    // \\u0041 is A\n",
                    "    into.any(\"\\u0041\\101\\s\\uu0042\", 017, 1e3);\n",
                    "    { int n = 5; into.any(n, n++, n); }\n",
                    "    into.any(Long.MAX_VALUE, Integer.MIN_VALUE, 5L * 7);\n",
                    "    if (into.find() == null) into.any(1, 1, 1);\n".replace("into.find()", "into.version()"));
        }
        return "    into."
                + switch (random.nextInt(9)) {
                    case 0 -> "plain(" + integer() + ", " + pick(integer() + "L", "null") + ", " + text() + ")";
                    case 1 -> "real(" + real() + ", " + pick(real(), "null") + ", " + integer() + ")";
                    case 2 ->
                        "raw(" + bytes() + ", " + pick(integer(), real(), "null") + ", " + pick(text(), integer())
                                + ")";
                    case 3 -> "narrow(" + integer() + ", " + pick(integer(), "null") + ", " + string() + ")";
                    case 4 ->
                        "single(" + pick(single(), integer()) + ", " + pick(single(), "null") + ", " + truth() + ")";
                    case 5 ->
                        "exact(" + pick(decimal(), "null") + ", " + pick(time(), "null") + ", " + pick(truth(), "null")
                                + ")";
                    case 6 -> "wide(values(" + value() + ", " + value() + ", " + value() + ", " + value() + "))";
                    default -> "any(" + value() + ", " + value() + pick(", ", ",", ",  ") + value() + ")";
                }
                + ";\n";
    }

    private String value() {
        return switch (random.nextInt(12)) {
            case 0 -> integer();
            case 1 -> random.nextLong() + "L";
            case 2 -> real();
            case 3 -> bytes();
            case 4 -> "rawText(\"c3" + pick("", "00", "28ff") + "\")";
            case 5 -> single();
            case 6 -> truth();
            case 7 -> decimal();
            case 8 -> "date(\"" + day() + "\")";
            case 9 -> time();
            case 10 -> pick("instant(\"" + day() + " " + clock() + "Z\")", "uuid(\"" + uuid() + "\")");
            default -> text();
        };
    }

    private String truth() {
        return pick("true", "false");
    }

    private String single() {
        float number = Float.intBitsToFloat(random.nextInt());
        return pick(
                Float.isFinite(number) ? number + "f" : "0.1f",
                random.nextInt(100_000) / 100f + "f",
                "-0.0f",
                "1.4E-45f",
                "3.4028235E38f",
                "Float.NaN",
                "Float.NEGATIVE_INFINITY",
                "16777217.0f",
                "1.00000017881393432617187500000000000001f");
    }

    private String decimal() {
        return "decimal(\""
                + pick(
                        String.valueOf(random.nextLong()),
                        random.nextInt() + "." + random.nextInt(1 << 20),
                        "-0.00",
                        "15E3",
                        "0." + "0".repeat(random.nextInt(40)) + random.nextInt(1 << 20),
                        "123456789012345678901234567890.10")
                + "\")";
    }

    private String time() {
        return "timestamp(\"" + day() + pick(" ", "T") + clock() + "\")";
    }

    private String day() {
        return TemporalText.text(LocalDate.ofEpochDay(random.nextLong() % 10_000_000));
    }

    private String clock() {
        LocalTime time = LocalTime.ofSecondOfDay(random.nextInt(86_400));
        return TemporalText.text(random.nextBoolean() ? time : time.withNano(random.nextInt(1_000_000_000)));
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private String integer() {
        return pick("0", "-1", "32768", String.valueOf(random.nextInt()), String.valueOf(Integer.MIN_VALUE));
    }

    private String real() {
        double number = Double.longBitsToDouble(random.nextLong());
        return pick(
                Double.isNaN(number) || Double.isInfinite(number) ? "0.1" : String.valueOf(number),
                String.valueOf(random.nextDouble()),
                String.valueOf(random.nextInt(1_000_000) / 100.0),
                "-0.0",
                "4.9E-324",
                "1.7976931348623157E308",
                "Double.NEGATIVE_INFINITY",
                "123456789.123456789123456789",
                "2.2250738585072014E-308");
    }

    private String bytes() {
        return pick("bytes(\"\")", "bytes(\"00ff\")", "bytes(\"CAFE\")", "null");
    }

    private String text() {
        return pick(string(), "null");
    }

    private String string() {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            int point = switch (random.nextInt(5)) {
                case 0 -> random.nextInt(32);
                case 1 -> "\"\\'u0/*;),\u00a0\u2028\ufffd\ufeff".charAt(random.nextInt(14));
                case 2 -> random.nextInt(0xd800);
                case 3 -> 0x10000 + random.nextInt(0x100000);
                default -> 'a' + random.nextInt(26);
            };
            text.appendCodePoint(point);
        }
        return JavaText.literal(text.toString());
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
