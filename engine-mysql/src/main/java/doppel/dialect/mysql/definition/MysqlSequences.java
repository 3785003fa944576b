package doppel.dialect.mysql.definition;

import doppel.dialect.Sequences;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds sequences of MariaDB in scripts and defaults. */
public final class MysqlSequences implements Sequences {

    private static final String NAME = "`((?:[^`]|``)+)`";
    private static final Pattern POSITION =
            Pattern.compile("^ALTER SEQUENCE " + NAME + " RESTART WITH (-?\\d+);?$", Pattern.MULTILINE);
    private static final Pattern DRAWN = Pattern.compile(
            "\\b(?:nextval\\s*\\(\\s*|next\\s+value\\s+for\\s+)(?:" + NAME + "\\s*\\.\\s*)?" + NAME,
            Pattern.CASE_INSENSITIVE);

    @Override
    public Map<String, Position> positions(String script) {
        Map<String, Position> positions = new LinkedHashMap<>();
        Matcher matcher = POSITION.matcher(script);
        while (matcher.find()) {
            positions.put(name(matcher.group(1)), new Position(Long.parseLong(matcher.group(2)), false));
        }
        return positions;
    }

    @Override
    public Optional<String> drawnFrom(String defaultValue) {
        Matcher matcher = DRAWN.matcher(defaultValue == null ? "" : defaultValue);
        return matcher.find() ? Optional.of(name(matcher.group(2))) : Optional.empty();
    }

    private static String name(String quoted) {
        return quoted.replace("``", "`");
    }
}
