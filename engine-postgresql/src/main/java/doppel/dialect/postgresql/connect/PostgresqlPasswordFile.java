package doppel.dialect.postgresql.connect;

import doppel.dialect.server.FoundPassword;
import doppel.dialect.server.ServerAddress;
import doppel.dialect.server.ServerHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file of passwords, {@code host:port:database:user:password} in each line (PostgreSQL's documentation, "The Password
 * File"). As in libpq, the first line that matches counts, and a file that others can read is not used.
 *
 * @param path the file, which need not exist
 * @param usualSocketDirectories whose sockets the file calls {@code localhost}
 */
record PostgresqlPasswordFile(Path path, List<String> usualSocketDirectories) {

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    /**
     * What the file says.
     *
     * @param password the password, if there is one
     * @param notices why the file was not used, a sentence each
     */
    record Answer(Optional<FoundPassword> password, List<String> notices) {}

    /** The password for this user of this database. */
    Answer find(ServerAddress address) {
        if (!Files.isRegularFile(path)) {
            return new Answer(Optional.empty(), List.of());
        }
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            if (view != null && !Collections.disjoint(view.readAttributes().permissions(), OTHERS)) {
                return unused("was not used, since others may read it: `chmod 600 " + path + "`.");
            }
            List<String> lines =
                    Files.readString(path, StandardCharsets.UTF_8).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                Optional<String> password = passwordOf(lines.get(i), address);
                if (password.isPresent()) {
                    String place = "line " + (i + 1) + " of " + path;
                    return new Answer(password.map(text -> new FoundPassword(text, place)), List.of());
                }
            }
            return new Answer(Optional.empty(), List.of());
        } catch (IOException e) {
            return unused("cannot be read: " + e.getClass().getSimpleName() + ".");
        }
    }

    private Answer unused(String why) {
        return new Answer(Optional.empty(), List.of(path + " " + why));
    }

    private Optional<String> passwordOf(String line, ServerAddress address) {
        List<String> fields = line.startsWith("#") ? List.of() : fields(line);
        if (fields.size() != 5
                || !fits(fields.get(2), address.database())
                || !fits(fields.get(3), address.user().orElse(""))) {
            return Optional.empty();
        }
        boolean fits = address.hosts().stream()
                .anyMatch(host -> fits(fields.get(1), String.valueOf(host.port())) && hostFits(fields.get(0), host));
        return fits ? Optional.of(unescaped(fields.get(4))) : Optional.empty();
    }

    private boolean hostFits(String field, ServerHost host) {
        return fits(field, host.name())
                || usualSocketDirectories.contains(host.name())
                        && unescaped(field).equals("localhost");
    }

    private static boolean fits(String field, String value) {
        return field.equals("*") || unescaped(field).equals(value);
    }

    /** The first four fields, with their escapes, and the rest of the line. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < line.length() && fields.size() < 4; i++) {
            if (line.charAt(i) == '\\') {
                i++;
            } else if (line.charAt(i) == ':') {
                fields.add(line.substring(begin, i));
                begin = i + 1;
            }
        }
        fields.add(line.substring(begin));
        return fields;
    }

    private static String unescaped(String field) {
        StringBuilder text = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) == '\\' && i + 1 < field.length()) {
                i++;
            }
            text.append(field.charAt(i));
        }
        return text.toString();
    }
}
