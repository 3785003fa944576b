package doppel.dialect.version;

import doppel.dialect.version.VersionFinder.Finding;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Django's table: a row for each migration of each app, but none for one that was undone. An app's version is the
 * highest number that the names of its migrations begin with, or the newest name if that begins with none.
 */
final class DjangoVersion {

    static final VersionFinder FINDER =
            new VersionFinder("Django", "django_migrations", "manage.py migrate --fake APP NAME", DjangoVersion::read);

    /** The apps that come with the framework. */
    private static final Set<String> FRAMEWORK = Set.of(
            "admin", "auth", "contenttypes", "flatpages", "messages", "redirects", "sessions", "sites", "staticfiles");

    /** A migration that replaces others stands for the last of them, even if it was applied after newer ones. */
    private static final Pattern NUMBERED = Pattern.compile("(?:\\d+_squashed_)?(\\d+).*");

    private record Migration(long id, String app, String name) {}

    private DjangoVersion() {}

    private static Finding read(VersionTable table) {
        List<Migration> migrations = table
                .rows(row -> new Migration(row.getLong(1), row.getString(2), row.getString(3)), "id", "app", "name")
                .stream()
                .filter(migration -> !FRAMEWORK.contains(migration.app()))
                .sorted(Comparator.comparing(Migration::id).reversed())
                .toList();
        List<String> apps =
                migrations.stream().map(Migration::app).distinct().sorted().toList();
        if (apps.isEmpty()) {
            return Finding.NOTHING;
        }
        if (apps.size() > 1) {
            return Finding.several("Django keeps the versions of several apps: " + String.join(", ", apps) + ".");
        }
        String detail = " (of the app " + apps.get(0) + ")";
        String newest = migrations.get(0).name();
        return NUMBERED.matcher(newest).matches()
                ? Finding.of(highest(migrations), detail)
                : Finding.of(newest, detail);
    }

    private static String highest(List<Migration> migrations) {
        return migrations.stream()
                .map(migration -> NUMBERED.matcher(migration.name()))
                .filter(Matcher::matches)
                .map(number -> number.group(1))
                .max(Comparator.comparing(BigInteger::new))
                .orElseThrow();
    }
}
