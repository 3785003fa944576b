package doppel.dialect.postgresql.script;

import doppel.dialect.Sequences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds sequences in scripts and defaults. */
public final class PostgresqlSequences implements Sequences {

    private static final Pattern POSITION = Pattern.compile(
            "^SELECT pg_catalog\\.setval\\('((?:[^']|'')+)', (-?\\d+), (true|false)\\);?$", Pattern.MULTILINE);
    private static final Pattern DRAWN =
            Pattern.compile("\\bnextval\\s*\\(+\\s*'((?:[^']|'')+)'", Pattern.CASE_INSENSITIVE);
    private static final Pattern PART = Pattern.compile("\"((?:[^\"]|\"\")+)\"|([^\".]+)");

    @Override
    public Map<String, Position> positions(String script) {
        Map<String, Position> positions = new LinkedHashMap<>();
        Matcher matcher = POSITION.matcher(script);
        while (matcher.find()) {
            positions.put(
                    name(matcher.group(1)),
                    new Position(Long.parseLong(matcher.group(2)), Boolean.parseBoolean(matcher.group(3))));
        }
        return positions;
    }

    @Override
    public Optional<String> drawnFrom(String defaultValue) {
        Matcher matcher = DRAWN.matcher(defaultValue == null ? "" : defaultValue);
        return matcher.find() ? Optional.of(name(matcher.group(1))) : Optional.empty();
    }

    /** The plain name, without the usual schema. */
    private static String name(String literal) {
        List<String> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(literal.replace("''", "'"));
        while (matcher.find()) {
            parts.add(
                    matcher.group(1) == null
                            ? matcher.group(2).strip().toLowerCase(Locale.ROOT)
                            : matcher.group(1).replace("\"\"", "\""));
        }
        boolean usual = parts.size() > 1 && parts.get(0).equals("public");
        return String.join(".", usual ? parts.subList(1, parts.size()) : parts);
    }
}
