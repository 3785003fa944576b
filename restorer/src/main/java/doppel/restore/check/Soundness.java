package doppel.restore.check;

import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.fixture.FileKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Decides whether a fixture that no longer matches its MANIFEST may be restored. Code may be edited, since it is
 * compiled and read anyway. Row files and large values may be edited only if the user says so, so that a half-copied
 * fixture is never restored by accident.
 */
public final class Soundness {

    private static final int MOST_FILES = 10;

    private final Path directory;
    private final boolean edited;
    private final boolean dataOnly;

    /**
     * @param edited whether the user says that data was edited
     * @param dataOnly whether nothing is compiled
     */
    public Soundness(Path directory, boolean edited, boolean dataOnly) {
        this.directory = directory;
        this.edited = edited;
        this.dataOnly = dataOnly;
    }

    /**
     * Decides.
     *
     * @return what the user should know
     * @throws FixtureException if the fixture must not be restored
     */
    public List<String> judge(FixtureCheck check) {
        List<FixtureCheck.Finding> missing = check.missing().stream()
                .filter(finding -> !edited || finding.kind() == FileKind.PROGRAM)
                .toList();
        if (!missing.isEmpty()) {
            throw refused(ErrorCode.FILE_MISSING, "lacks", missing);
        }
        List<FixtureCheck.Finding> changed = suspicious(check.changed());
        if (!changed.isEmpty()) {
            throw refused(ErrorCode.FILE_CHANGED, "was edited or damaged since it was written:", changed);
        }
        List<FixtureCheck.Finding> unlisted = suspicious(check.unlisted());
        if (!unlisted.isEmpty()) {
            throw refused(ErrorCode.FILE_UNLISTED, "holds files that MANIFEST does not know:", unlisted);
        }
        List<String> notices = new ArrayList<>();
        check.changed().forEach(finding -> notices.add(finding.file() + " was edited since it was written or sealed."));
        check.missing().forEach(finding -> notices.add(finding.file() + " is missing."));
        check.unlisted().stream()
                .filter(finding -> finding.kind() != FileKind.OTHER)
                .forEach(
                        finding -> notices.add(finding.file() + " was added since the fixture was written or sealed."));
        return notices;
    }

    private List<FixtureCheck.Finding> suspicious(List<FixtureCheck.Finding> findings) {
        return findings.stream()
                .filter(finding -> switch (finding.kind()) {
                    case ROWS, LARGE_VALUE, SCHEMA -> !edited;
                    case PROGRAM, SOURCE -> dataOnly && finding.kind() == FileKind.SOURCE;
                    case OTHER -> false;
                })
                .toList();
    }

    private FixtureException refused(ErrorCode code, String what, List<FixtureCheck.Finding> findings) {
        String files = findings.stream()
                .limit(MOST_FILES)
                .map(FixtureCheck.Finding::file)
                .collect(Collectors.joining(", "));
        String more = findings.size() > MOST_FILES ? " and " + (findings.size() - MOST_FILES) + " more" : "";
        return new FixtureException(
                code,
                directory + " " + what + " " + files + more + ".",
                "Copy the fixture again. If somebody edited it on purpose, restore with --edited, or make the edits"
                        + " its new truth with `doppel seal " + directory + "`.");
    }
}
