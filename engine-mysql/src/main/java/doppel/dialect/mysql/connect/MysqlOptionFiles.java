package doppel.dialect.mysql.connect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The option files of MySQL's and MariaDB's own clients (MySQL's documentation, "Using Option Files"): their settings
 * for clients, read as the clients read them. Later files and lines win. Used by one thread.
 */
final class MysqlOptionFiles {

    private static final Set<String> GROUPS =
            Set.of("client", "mysql", "client-server", "client-mariadb", "mariadb-client");

    private static final int DEEPEST_INCLUDE = 10;

    private final Map<String, Option> options = new LinkedHashMap<>();
    private final List<String> notices = new ArrayList<>();

    /**
     * An option's entry in a file.
     *
     * @param value the value, or null if the option has none
     * @param file the file
     */
    record Option(String value, Path file) {}

    /** Reads those of these files that exist. */
    MysqlOptionFiles(List<Path> files) {
        files.forEach(file -> read(file, 0));
    }

    /** The options by their names, in lower case and with hyphens. */
    Map<String, Option> options() {
        return Map.copyOf(options);
    }

    /** Why files were not used, a sentence each. */
    List<String> notices() {
        return List.copyOf(notices);
    }

    private void read(Path file, int depth) {
        if (!Files.isRegularFile(file) || depth > DEEPEST_INCLUDE) {
            return;
        }
        List<String> lines;
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
                notices.add(file + " was not used, since anybody may write to it: `chmod o-w " + file + "`.");
                return;
            }
            lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            notices.add(file + " cannot be read: " + e.getClass().getSimpleName() + ".");
            return;
        }
        boolean ours = false;
        for (String line : lines) {
            String text = line.strip();
            if (text.startsWith("!include")) {
                include(text, depth);
            } else if (text.startsWith("[")) {
                int end = text.indexOf(']');
                ours = end > 0 && GROUPS.contains(text.substring(1, end).strip().toLowerCase(Locale.ROOT));
            } else if (ours && !text.isEmpty() && text.charAt(0) != '#' && text.charAt(0) != ';') {
                readOption(text, file);
            }
        }
    }

    private void include(String directive, int depth) {
        String path = directive.replaceFirst("^!include(dir)?", "").strip();
        if (path.isEmpty()) {
            return;
        }
        if (!directive.startsWith("!includedir")) {
            read(Path.of(path), depth + 1);
            return;
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> directory = Files.newDirectoryStream(Path.of(path), "*.cnf")) {
            directory.forEach(files::add);
        } catch (IOException e) {
            return; // as in the clients: a missing directory has no options
        }
        files.stream().sorted().forEach(file -> read(file, depth + 1));
    }

    private void readOption(String line, Path file) {
        String text = withoutComment(line);
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        name = name.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        if (name.startsWith("loose-")) {
            name = name.substring("loose-".length());
        }
        options.put(
                name,
                new Option(equals < 0 ? null : value(text.substring(equals + 1).strip()), file));
    }

    /** The line up to a {@code #} outside of quotes. */
    private static String withoutComment(String line) {
        char quote = 0;
        boolean escaped = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if ((c == '\'' || c == '"') && !escaped) {
                quote = quote == 0 ? c : quote == c ? 0 : quote;
            }
            if (quote == 0 && c == '#') {
                return line.substring(0, i).strip();
            }
            escaped = quote != 0 && c == '\\' && !escaped;
        }
        return line;
    }

    private static String value(String text) {
        String inner = text;
        if (text.length() > 1
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(text.length() - 1) == text.charAt(0)) {
            inner = text.substring(1, text.length() - 1);
        }
        StringBuilder value = new StringBuilder(inner.length());
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c != '\\' || i + 1 == inner.length()) {
                value.append(c);
                continue;
            }
            char next = inner.charAt(++i);
            switch (next) {
                case 'b' -> value.append('\b');
                case 't' -> value.append('\t');
                case 'n' -> value.append('\n');
                case 'r' -> value.append('\r');
                case 's' -> value.append(' ');
                case '\\', '"', '\'' -> value.append(next);
                default -> value.append(c).append(next);
            }
        }
        return value.toString();
    }
}
