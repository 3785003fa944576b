package doppel.shell.screen;

import doppel.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What the words of the shell do, a sentence each: the first of their documentation, which is not there when the shell
 * runs. A test keeps them equal. Thread-safe.
 */
final class WordTexts {

    private static final String RESOURCE = "words.properties";

    private final Properties texts = new Properties();

    WordTexts() {
        try (InputStream in = WordTexts.class.getResourceAsStream(RESOURCE);
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw StorageException.of("Reading " + Path.of(RESOURCE), e);
        }
    }

    /**
     * What a method does; null if it is none of the words.
     *
     * @param type the class that has it, such as {@code TableRows}
     */
    String of(String type, String method) {
        return texts.getProperty(type + "." + method);
    }
}
