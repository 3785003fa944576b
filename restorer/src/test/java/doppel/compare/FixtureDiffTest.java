package doppel.compare;

import static doppel.compare.FixtureText.diff;
import static doppel.compare.FixtureText.empty;
import static doppel.compare.FixtureText.json;
import static doppel.compare.FixtureText.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doppel.DoppelException;
import doppel.ErrorCode;
import doppel.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixtureDiffTest {

    @TempDir
    private Path directory;

    private Path a;
    private Path b;

    @BeforeEach
    void writeTwoFixtures() throws IOException {
        a = empty(directory.resolve("a"));
        b = empty(directory.resolve("b"));
    }

    @Test
    void findsNothingInEqualFixtures() throws IOException {
        table(a, "Track", 10, tracks(30));
        table(b, "Track", 10, tracks(30));

        assertThat(diff(a, b)).isEmpty();
        assertThat(json(a, b, 10)).isEqualTo("{\"equal\":true,\"files\":[]}\n");
    }

    @Test
    void showsAChangedValueWithItsPlace() throws IOException {
        List<String> rows = tracks(30);
        table(a, "Track", 10, rows);
        rows.set(11, "into.track(12, \"other\");");
        table(b, "Track", 10, rows);

        assertThat(diff(a, b)).isEqualTo("""
                --- a/TrackRows.java
                +++ b/TrackRows.java
                @@ -9,7 +9,7 @@ TrackRows.java:19
                     into.track(9, "t9");
                     into.track(10, "t10");
                     into.track(11, "t11");
                -    into.track(12, "t12");
                +    into.track(12, "other");
                     into.track(13, "t13");
                     into.track(14, "t14");
                     into.track(15, "t15");
                """);
        assertThat(Files.readAllLines(a.resolve("TrackRows.java")).get(18)).contains("track(9,");
        assertThat(differences()).containsExactly(new FileDifference(trackTable(), 1, 1, 1));
    }

    @Test
    void showsOneRowInsertedBeforeThreeFiles() throws IOException {
        List<String> rows = tracks(30);
        table(a, "Track", 10, rows);
        rows.add(0, "into.track(0, \"first\");");
        table(b, "Track", 10, rows);

        assertThat(diff(a, b)).isEqualTo("""
                --- a/TrackRows.java
                +++ b/TrackRows.java
                @@ -1,3 +1,4 @@ TrackRows.java:7
                +    into.track(0, "first");
                     into.track(1, "t1");
                     into.track(2, "t2");
                     into.track(3, "t3");
                """);
        assertThat(differences()).containsExactly(new FileDifference(trackTable(), 1, 0, 0));
    }

    @Test
    void showsADeletedRowThatLiesInOtherFilesOfEachSide() throws IOException {
        List<String> rows = tracks(30);
        table(a, "Track", 10, rows);
        rows.remove(24);
        table(b, "Track", 6, rows);

        assertThat(diff(a, b)).startsWith("""
                --- a/TrackRows.java
                +++ b/TrackRows.java
                @@ -22,7 +22,6 @@ a/TrackRows_3.java:8 b/TrackRows_4.java:14
                """).contains("\n-    into.track(25, \"t25\");\n");
        assertThat(differences()).containsExactly(new FileDifference(trackTable(), 0, 1, 0));
    }

    @Test
    void putsTheTenthRowFileBehindTheNinth() throws IOException {
        table(a, "Track", 10, tracks(120));
        table(b, "Track", 7, tracks(119));

        assertThat(differences()).containsExactly(new FileDifference(trackTable(), 0, 1, 0));
    }

    @Test
    void countsWhatPeopleWriteBetweenTheRows() throws IOException {
        List<String> rows = tracks(4);
        table(a, "Track", 10, rows);
        rows.add(1, "for (int i = 5; i < 9; i++) {\n      into.track(i, \"many\");\n    }");
        table(b, "Track", 10, rows);

        assertThat(diff(a, b)).contains("""
                +    for (int i = 5; i < 9; i++) {
                +      into.track(i, "many");
                +    }
                """);
    }

    @Test
    void comparesTheFilesWhereOnlyTheFrameDiffers() throws IOException {
        table(a, "Track", 10, tracks(4));
        table(b, "Track", 4, tracks(4));

        assertThat(diff(a, b)).startsWith("--- a/TrackRows.java\n+++ b/TrackRows.java\n@@ -6,6 +6,10 @@\n");
        assertThat(differences().get(0).file().kind()).isEqualTo(DiffFile.Kind.FILE);
    }

    @Test
    void showsFilesThatOneSideLacks() throws IOException {
        Files.delete(b.resolve("schema.sql"));
        Files.writeString(b.resolve("Helper.java"), "");
        table(a, "Track", 10, tracks(1));

        assertThat(diff(a, b)).isEqualTo("""
                --- a/schema.sql
                +++ /dev/null
                @@ -1 +0,0 @@
                -CREATE TABLE Track (Id INTEGER, Name TEXT);
                --- a/TrackRows.java
                +++ /dev/null
                @@ -1 +0,0 @@ TrackRows.java:7
                -    into.track(1, "t1");
                --- /dev/null
                +++ b/Helper.java
                """);
        assertThat(json(a, b, 10))
                .contains("{\"file\":\"Helper.java\",\"kind\":\"file\",\"inA\":false,\"inB\":true,"
                        + "\"hunks\":[],\"hunksLeftOut\":0,\"added\":0,\"removed\":0,\"changed\":0}");
    }

    @Test
    void showsLargeValuesByNameAndSizeAndComparesTheirBytes() throws IOException {
        for (Path side : List.of(a, b)) {
            Files.createDirectory(side.resolve("lobs"));
            Files.writeString(side.resolve("lobs/11"), "equal");
        }
        Files.writeString(a.resolve("lobs/22"), "before");
        Files.writeString(b.resolve("lobs/22"), "behind");
        Files.writeString(b.resolve("lobs/33"), "new");

        assertThat(diff(a, b))
                .isEqualTo("""
                --- a/lobs
                +++ b/lobs
                @@ -1,2 +1,3 @@
                 lobs/11 5 bytes
                -lobs/22 6 bytes, SHA-256 %s
                +lobs/22 6 bytes, SHA-256 %s
                +lobs/33 3 bytes
                """.formatted(Sha256.of(a.resolve("lobs/22")), Sha256.of(b.resolve("lobs/22"))));
    }

    @Test
    void reportsManifestOnlyIfNothingElseDiffers() throws IOException {
        Files.writeString(b.resolve("MANIFEST"), "doppel fixture, format 1\nversion 2\n");
        assertThat(diff(a, b)).startsWith("--- a/MANIFEST\n+++ b/MANIFEST\n").contains("\n+version 2\n");

        Files.writeString(b.resolve("schema.sql"), "");
        assertThat(diff(a, b)).startsWith("--- a/schema.sql\n").doesNotContain("MANIFEST");
    }

    @Test
    void findsChangesThatManifestDoesNotTellOf() throws IOException {
        table(a, "Track", 10, tracks(3));
        table(b, "Track", 10, List.of("into.track(1, \"t1\");", "into.track(2, \"T2\");", "into.track(3, \"t3\");"));

        assertThat(a.resolve("MANIFEST")).hasSameBinaryContentAs(b.resolve("MANIFEST"));
        assertThat(differences()).containsExactly(new FileDifference(trackTable(), 1, 1, 1));
    }

    @Test
    void passesOverWhatIsNoPartOfTheFixture() throws IOException {
        table(Files.createDirectory(b.resolve("unsaved")), "Track", 10, tracks(3));
        for (String name : List.of("Restore.java~", ".hidden", "Restore.class", ".#Restore.java", "a.swp", "a.orig")) {
            Files.writeString(b.resolve(name), "text");
        }

        assertThat(diff(a, b)).isEmpty();
    }

    @Test
    void tellsLongLinesApartAndCutsThemWhereTheyAreShown() throws IOException {
        String start = "into.track(1, \"" + "é".repeat(500_000);
        table(a, "Track", 10, List.of(start + "x" + "é".repeat(500_000) + "\");"));
        table(b, "Track", 10, List.of(start + "y" + "é".repeat(500_000) + "\");"));

        List<String> lines = diff(a, b).lines().skip(3).toList();
        assertThat(lines)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allSatisfy(line -> assertThat(line)
                        .hasSizeLessThan(2_200)
                        .matches("[-+]    into\\.track\\(1, \"é+\\.\\.\\. \\[2000023 bytes, SHA-256 [0-9a-f]{12}]"));
    }

    @Test
    void makesControlCharactersAndBadBytesVisible() throws IOException {
        Files.write(a.resolve("schema.sql"), "-- \033[2J\tÄ 漢 \u202e \r\n\377\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(a.resolve("Restore.java"), "\033]0;title\007 \u202e\u009b \ttab Ä漢😀\u00a0\n");

        assertThat(diff(a, b))
                .contains("\n--- <U+001B>[2J\t<C4> ? ? <U+000D>\n-<FF>\n")
                .contains("\n-<U+001B>]0;title<U+0007> <U+202E><U+009B> \ttab Ä漢😀<U+00A0>\n");
        assertThat(json(a, b, 10)).contains("\"-\\u001b]0;title\\u0007 \\u202e\\u009b \\u0009tab Ä漢😀\\u00a0\"");
    }

    @Test
    void showsAMissingLineFeedAtTheEnd() throws IOException {
        Files.writeString(a.resolve("schema.sql"), "one\ntwo");
        Files.writeString(b.resolve("schema.sql"), "one\ntwo\n");

        assertThat(diff(a, b)).endsWith("""
                @@ -1,2 +1,2 @@
                 one
                -two
                \\ No newline at end of file
                +two
                """);
    }

    @Test
    void coloursLinesOnDemand() throws IOException {
        Files.writeString(b.resolve("schema.sql"), "new\n");
        StringBuilder text = new StringBuilder();

        FixtureDiff.compare(a, b, new UnifiedText(text, true));

        assertThat(text)
                .contains("\033[1m--- a/schema.sql\033[0m\n", "\033[36m@@ -1 +1 @@\033[0m\n", "\033[32m+new\033[0m\n");
    }

    @Test
    void keepsItsOrder() throws IOException {
        for (String name :
                List.of("schema.sql", "Restore.java", "BRows.java", "ARows_2.java", "ARows.java", "A.java")) {
            Files.writeString(b.resolve(name), "    into.x(1);\n");
        }
        Files.createDirectory(b.resolve("lobs"));
        Files.writeString(b.resolve("lobs/00"), "");

        assertThat(differences())
                .extracting(difference -> difference.file().name())
                .containsExactly("schema.sql", "Restore.java", "ARows.java", "BRows.java", "A.java", "lobs");
    }

    @Test
    void countsExactlyBeyondTheHunksThatJsonHolds() throws IOException {
        List<String> rows = tracks(100);
        table(a, "Track", 50, rows);
        for (int row = 0; row < 100; row += 20) {
            rows.set(row, "into.track(" + (row + 1) + ", \"\\\"\");");
        }
        table(b, "Track", 50, rows);

        assertThat(json(a, b, 1))
                .isEqualTo("{\"equal\":false,\"files\":[{\"file\":\"TrackRows.java\",\"kind\":\"table\","
                        + "\"inA\":true,\"inB\":true,"
                        + "\"hunks\":[{\"a\":{\"start\":1,\"count\":4,\"place\":\"TrackRows.java:7\"},"
                        + "\"b\":{\"start\":1,\"count\":4,\"place\":\"TrackRows.java:7\"},\"lines\":["
                        + "\"-    into.track(1, \\\"t1\\\");\",\"+    into.track(1, \\\"\\\\\\\"\\\");\","
                        + "\"     into.track(2, \\\"t2\\\");\",\"     into.track(3, \\\"t3\\\");\","
                        + "\"     into.track(4, "
                        + "\\\"t4\\\");\"]}],\"hunksLeftOut\":4,\"added\":5,\"removed\":5,\"changed\":5}]}\n");
    }

    @Test
    void refusesWhatIsNoFixture() {
        assertThatThrownBy(() -> diff(a, directory))
                .isInstanceOf(DoppelException.class)
                .hasMessageContaining("holds neither Restore.java nor MANIFEST")
                .extracting(e -> ((DoppelException) e).code())
                .isEqualTo(ErrorCode.NOT_A_FIXTURE);
        assertThatThrownBy(() -> diff(a.resolve("missing"), b)).hasMessageContaining("does not exist");
    }

    private List<FileDifference> differences() {
        return FixtureDiff.compare(a, b, new DiffListener() {}).files();
    }

    private static DiffFile trackTable() {
        return new DiffFile("TrackRows.java", DiffFile.Kind.TABLE, true, true);
    }

    private static List<String> tracks(int count) {
        return new ArrayList<>(IntStream.rangeClosed(1, count)
                .mapToObj(id -> "into.track(" + id + ", \"t" + id + "\");")
                .toList());
    }
}
