package doppel.literal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaTextTest {

    @TempDir
    Path directory;

    @Test
    void anyTextStandsInACommentWithoutEndingIt() {
        List<String> texts = new ArrayList<>(List.of(
                "*/ int broken = ; /*",
                "\\u002a/ broken",
                "\\u002a\\u002f broken",
                "*\\u002f broken",
                "a\nbroken",
                "a\rbroken",
                "\\u000a broken",
                "\\",
                "\\u",
                "\\u12",
                "@deprecated",
                "@Deprecated",
                "  @deprecated not really",
                "\n@deprecated",
                "{@link Nothing}",
                "{@code",
                "<script>&nbsp",
                "\u2028broken\u2029",
                "\u0085broken",
                "\u001a",
                "\0",
                "\ud800",
                "\udc00\ud800",
                "\u202eevil",
                "",
                "/",
                "*",
                "x".repeat(500) + "*/"));
        String[] pieces = {
            "*", "/", "\\", "u002a", "u002f", "\n", "\r", "@deprecated", " ", "{", "\ud800", "\u2028", "a"
        };
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(10); length > 0; length--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            texts.add(text.toString());
        }
        StringBuilder source = new StringBuilder("final class Commented {\n");
        for (int i = 0; i < texts.size(); i++) {
            String comment = JavaText.comment(texts.get(i));
            source.append("    /** ").append(comment).append(" */\n");
            source.append("    static int a")
                    .append(i)
                    .append("; // ")
                    .append(comment)
                    .append('\n');
            source.append("    /**")
                    .append(comment)
                    .append("*/ static int b")
                    .append(i)
                    .append(";\n");
            source.append("    /**\n     * ").append(comment).append("\n     */\n");
            source.append("    static int c").append(i).append(";\n");
        }
        source.append("}\nfinal class User {\n    static int sum;\n");
        for (int i = 0; i < texts.size(); i++) { // a swallowed declaration or a deprecated one would show here
            source.append("    static void use")
                    .append(i)
                    .append("() { sum += Commented.a")
                    .append(i);
            source.append(" + Commented.b")
                    .append(i)
                    .append(" + Commented.c")
                    .append(i)
                    .append("; }\n");
        }
        source.append("}\n");
        assertThat(Javac.compile("Commented", source.toString(), directory)).isEmpty();
    }

    @Test
    void everyCodePointStandsInAComment() {
        StringBuilder source = new StringBuilder("final class Commented {\n");
        for (int point = 0; point <= Character.MAX_CODE_POINT; point += 199) {
            StringBuilder text = new StringBuilder();
            for (int next = point; next < Math.min(point + 199, Character.MAX_CODE_POINT + 1); next++) {
                text.appendCodePoint(next);
            }
            source.append("    // ").append(JavaText.comment(text.toString())).append('\n');
        }
        assertThat(Javac.compile("Commented", source.append("}\n").toString(), directory))
                .isEmpty();
    }

    @Test
    void keepsPlainTextOfAnyScriptInComments() {
        assertThat(JavaText.comment("Müller, 日本, 😀")).isEqualTo("Müller, 日本, 😀");
        assertThat(JavaText.comment("a".repeat(300))).isEqualTo("a".repeat(200) + "...");
    }

    @Test
    void showsWhatCannotBeSeenInLiterals() {
        assertThat(JavaText.literal("a\u00a0b\u200b\u202e\ufeff\u00ad"))
                .isEqualTo("\"a\\u00a0b\\u200b\\u202e\\ufeff\\u00ad\"");
        assertThat(JavaText.literal("Müller 日本 😀")).isEqualTo("\"Müller 日本 😀\"");
        assertThat(JavaText.literal("\ud800\0" + "1\0" + "9\t\"\\")).isEqualTo("\"\\ud800\\u00001\\09\\t\\\"\\\\\"");
    }
}
