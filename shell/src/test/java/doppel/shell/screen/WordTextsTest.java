package doppel.shell.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What completion says of the words is the first sentence of their documentation. */
class WordTextsTest {

    private static final Path SOURCES = Path.of("src/main/java/doppel/shell");

    private static final Pattern DOCUMENTED = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*public (?:static |abstract |final )*(?:<T[^>]*> )?[\\w<>]+ (\\w+)\\(",
            Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("\\{@\\w+ ((?:[^{}]|\\{[^}]*})*)}");
    private static final Pattern SENTENCE = Pattern.compile(".*?\\.(?= |$)");

    @Test
    void everyWordHasTheFirstSentenceOfItsDocumentation() throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        addWords("Words", SOURCES.resolve("Words.java"), expected);
        addWords("TableRows", SOURCES.resolve("work/TableRows.java"), expected);
        assertThat(expected).hasSizeGreaterThan(25).containsKeys("Words.table", "TableRows.where", "TableRows.as");

        StringBuilder lines = new StringBuilder();
        expected.forEach(
                (word, text) -> lines.append(word).append('=').append(text).append('\n'));
        Path resource = Path.of("src/main/resources/doppel/shell/screen/words.properties");
        assertThat(Files.readString(resource)).endsWith("\n" + lines);
        WordTexts texts = new WordTexts();
        expected.forEach((word, text) -> {
            String[] names = word.split("\\.");
            assertThat(texts.of(names[0], names[1])).isEqualTo(text);
        });
        assertThat(texts.of("Words", "where")).isNull();
    }

    private static void addWords(String type, Path source, Map<String, String> words) throws IOException {
        Matcher documented = DOCUMENTED.matcher(Files.readString(source, StandardCharsets.UTF_8));
        while (documented.find()) {
            words.putIfAbsent(type + "." + documented.group(2), firstSentence(documented.group(1)));
        }
    }

    private static String firstSentence(String documentation) {
        String text = documentation.replaceAll("(?m)^\\s*\\* ?", "").strip().split("\n\\s*\n|\n@")[0];
        String plain =
                TAG.matcher(text.replaceAll("\\s+", " ")).replaceAll(tag -> Matcher.quoteReplacement(tagged(tag)));
        Matcher sentence = SENTENCE.matcher(plain);
        return sentence.find() ? sentence.group() : plain;
    }

    /** The words of a tag; a class or method by its own name. */
    private static String tagged(MatchResult tag) {
        return tag.group().startsWith("{@link ") ? tag.group(1).replaceFirst(".*[.#]", "") : tag.group(1);
    }
}
