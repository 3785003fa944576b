package doppel.restore.check;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.stmt.ReturnStmt;
import doppel.ErrorCode;
import doppel.FixtureException;
import doppel.PrivateFiles;
import doppel.StorageException;
import doppel.fixture.FixtureFiles;
import doppel.fixture.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the present files of a fixture its new truth: writes a {@code MANIFEST} that matches them. It replaces the old
 * one in one step, so that a fixture is never without one. The version stays as it was; if the old {@code MANIFEST}
 * cannot be used, it is the one that {@code version()} in {@code Restore.java} returns. The rows of a row file are the
 * lines that begin with {@code into.}.
 *
 * @param manifest what the fixture is now
 * @param changed files that were listed and have changed, in the order of their names
 * @param added files that were not listed, in the order of their names
 * @param removed files that were listed and are gone, in the order of their names
 */
public record Seal(Manifest manifest, List<String> changed, List<String> added, List<String> removed) {

    public Seal {
        changed = List.copyOf(changed);
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }

    /**
     * Seals the fixture in this directory.
     *
     * @return what has changed since it was written or sealed; everything is new if there was no usable
     *     {@code MANIFEST}
     * @throws FixtureException if it is not a fixture, has no program or a later format, or its version cannot be
     *     determined
     * @throws StorageException if a file cannot be read or written
     */
    public static Seal seal(Path directory) {
        FixtureFiles.require(directory);
        if (!Files.isRegularFile(directory.resolve(FixtureFiles.PROGRAM))) {
            throw new FixtureException(
                    ErrorCode.FILE_MISSING,
                    directory + " cannot be sealed: it has no " + FixtureFiles.PROGRAM + ".",
                    "Copy the fixture again, whole.");
        }
        Optional<Manifest> old = oldManifest(directory);
        String version = old.isPresent() ? old.get().version() : versionOfProgram(directory);
        Map<String, String> oldHashes = new HashMap<>();
        old.ifPresent(manifest -> manifest.entries().forEach(entry -> oldHashes.put(entry.file(), entry.sha256())));

        List<Manifest.Entry> entries = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        List<String> added = new ArrayList<>();
        for (String file : FixtureFiles.list(directory)) {
            refuseLineBreak(directory, file);
            Manifest.Entry entry = FileFacts.of(directory, file);
            String oldHash = oldHashes.remove(file);
            if (oldHash == null) {
                added.add(file);
            } else if (!oldHash.equals(entry.sha256())) {
                changed.add(file);
            }
            entries.add(entry);
        }
        Manifest manifest = new Manifest(version, entries);
        write(directory, manifest);
        return new Seal(
                manifest, changed, added, oldHashes.keySet().stream().sorted().toList());
    }

    /** Whether the fixture was as it was written or sealed before. */
    public boolean isUnchanged() {
        return changed.isEmpty() && added.isEmpty() && removed.isEmpty();
    }

    private static Optional<Manifest> oldManifest(Path directory) {
        try {
            return Optional.of(Manifest.read(directory));
        } catch (FixtureException e) {
            if (e.code() == ErrorCode.NOT_A_FIXTURE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String versionOfProgram(Path directory) {
        Path program = directory.resolve(FixtureFiles.PROGRAM);
        ParserConfiguration configuration =
                new ParserConfiguration().setLanguageLevel(ParserConfiguration.LanguageLevel.RAW);
        ParseResult<CompilationUnit> parsed;
        try {
            parsed = new JavaParser(configuration).parse(program);
        } catch (IOException e) {
            throw StorageException.of("Reading " + program, e);
        }
        return parsed.getResult()
                .filter(unit -> parsed.isSuccessful())
                .flatMap(unit -> unit.findFirst(
                        MethodDeclaration.class,
                        method -> method.getNameAsString().equals("version")
                                && method.getParameters().isEmpty()))
                .flatMap(MethodDeclaration::getBody)
                .filter(body -> body.getStatements().size() == 1)
                .flatMap(body -> body.getStatement(0).toReturnStmt())
                .flatMap(ReturnStmt::getExpression)
                .flatMap(expression -> expression.toStringLiteralExpr())
                .map(StringLiteralExpr::asString)
                .filter(version -> version.chars().noneMatch(c -> c < ' '))
                .orElseThrow(() -> new FixtureException(
                        ErrorCode.NOT_PLAIN_DATA,
                        directory + " cannot be sealed: it has no usable MANIFEST, and the version cannot be read from "
                                + FixtureFiles.PROGRAM + ".",
                        "Let version() in " + FixtureFiles.PROGRAM
                                + " return a string literal, as in `return \"1.4.0\";`; then seal it again."));
    }

    private static void refuseLineBreak(Path directory, String file) {
        if (file.chars().anyMatch(c -> c < ' ')) {
            throw new FixtureException(
                    ErrorCode.FILE_UNLISTED,
                    directory + " cannot be sealed: the name of its file \"" + file.replaceAll("[\\x00-\\x1f]", "?")
                            + "\" contains a control character.",
                    "Rename or remove the file; then seal the fixture again.");
        }
    }

    private static void write(Path directory, Manifest manifest) {
        Path file = directory.resolve(Manifest.FILE_NAME);
        try {
            PrivateFiles.replace(file, manifest.text());
        } catch (IOException e) {
            throw StorageException.of("Writing " + file, e);
        }
    }
}
