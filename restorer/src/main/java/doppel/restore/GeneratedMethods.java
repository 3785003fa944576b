package doppel.restore;

import doppel.StorageException;
import doppel.fixture.FixtureFiles;
import doppel.literal.JavaText;
import doppel.schema.Column;
import doppel.schema.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows which create methods of a fixture are as the dumper wrote them. */
final class GeneratedMethods {

    private final String source;

    GeneratedMethods(LoadedFixture fixture) {
        try {
            source = Files.readString(fixture.directory().resolve(FixtureFiles.PROGRAM));
        } catch (IOException e) {
            throw StorageException.of("Reading " + FixtureFiles.PROGRAM, e);
        }
    }

    /** Whether all rows for the table are made in one place, and there just its columns are set, one after the other. */
    boolean saveJustTheColumnsOf(Table table) {
        List<String> columns = table.columns().stream()
                .filter(Column::insertable)
                .map(Column::name)
                .toList();
        String begin = "\\brow\\(\\s*" + Pattern.quote(JavaText.literal(table.name())) + "\\s*\\)";
        StringBuilder chain = new StringBuilder("save\\(\\s*" + begin);
        StringBuilder lines = new StringBuilder(begin + "\\s*;");
        for (String column : columns) {
            String name = Pattern.quote(JavaText.literal(column));
            chain.append("\\s*\\.set\\(\\s*").append(name).append("\\s*,\\s*(?:\\w+|keyOf\\([^()]*\\))\\s*\\)");
            lines.append("\\s*row\\.set\\(\\s*").append(name).append("\\s*,\\s*values\\[\\d+\\]\\s*\\)\\s*;");
        }
        chain.append("\\s*\\)\\s*;");
        lines.append("\\s*save\\(\\s*row\\s*\\)\\s*;");
        return count(begin) == 1 && (count(chain.toString()) == 1 || count(lines.toString()) == 1);
    }

    private long count(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(source);
        long count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }
}
