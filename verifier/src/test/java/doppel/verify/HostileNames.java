package doppel.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Draws names for tables, columns and the rest, about half of them of the kind that breaks generators of source. */
final class HostileNames {

    private static final String LONG = "long_name_that_goes_on_".repeat(218).substring(0, 4_999);

    private static final List<String> HARMLESS = List.of(
            "id",
            "name",
            "title",
            "price",
            "Artist",
            "Track",
            "Album",
            "member",
            "loan",
            "created_at",
            "unit",
            "city",
            "note",
            "code",
            "amount",
            "a",
            "b",
            "c",
            "x",
            "y",
            "CustomerId",
            "is_open",
            "PARENT",
            "e_mail",
            "lang2");

    private static final List<String> HOSTILE = List.of(
            // words of SQL and of Java
            "select",
            "table",
            "order",
            "group",
            "index",
            "values",
            "primary",
            "check",
            "references",
            "class",
            "int",
            "long",
            "boolean",
            "null",
            "true",
            "enum",
            "_",
            "__",
            "package",
            "goto",
            "const",
            "var",
            "record",
            "yield",
            "sealed",
            "permits",
            "when",
            "this",
            "super",
            "assert",
            "strictfp",
            "default",
            "void",
            "new",
            "double",
            // nothing, blanks and control characters
            "",
            " ",
            "  ",
            " a",
            "a ",
            "\t",
            "\n",
            "\r\n",
            "a\nb",
            "a\tb",
            "a\u2028b",
            "\u2029",
            "\u0085",
            "\ufeff",
            "\u0001",
            "\u007f",
            "\u00a0",
            "\u200b",
            "\u00ad",
            "\u001a",
            // the same after sanitising, or on a disk that ignores case
            "a b",
            "a_b",
            "aB",
            "a-b",
            "a.b",
            "a  b",
            "A_b",
            "ab",
            "a_b_2",
            "aB2",
            "a$b",
            "$",
            "$$",
            "-",
            "--",
            "---",
            "\u00c9t\u00e9",
            "\u00e9t\u00e9",
            "e\u0301te\u0301",
            "\u0131",
            "\u0130",
            "\u00df",
            "\u1e9e",
            "ss",
            "\ufb01",
            "fi",
            "\u01c5",
            "\u01c6",
            "\u212a",
            "k",
            // quotes, escapes and comments
            "\"",
            "'",
            "`",
            "[",
            "]",
            "a\"b",
            "a'b",
            "a`b",
            "[a]",
            "a]b",
            "\"\"",
            "\"\"\"",
            "\\",
            "a\\b",
            "\\\"",
            "\\n",
            "\\u0041",
            "\\u000a",
            "\\u0022",
            "\\uuu005c",
            "\\\\u0041",
            "*/",
            "/*",
            "//",
            "/**/",
            "-- x",
            "*/ class X {}",
            "a;b",
            ";",
            ",",
            "(",
            ")",
            "a(b)",
            "{}",
            "{",
            "}",
            "<a>",
            "</p>",
            "&amp;",
            "&",
            "%s",
            "%",
            "${x}",
            "#{x}",
            "@deprecated",
            "{@code x}",
            "@x",
            ":x",
            "$x",
            "?",
            "?1",
            "?2",
            "=",
            "+",
            "!",
            "~",
            "^",
            "|",
            "\u00a7",
            // other scripts and planes
            "\uD83D\uDE00",
            "\uD83D\uDC69\u200d\uD83D\uDC69\u200d\uD83D\uDC67",
            "\u05e9\u05dc\u05d5\u05dd",
            "\u202eabc",
            "\u0645\u0631\u062d\u0628\u0627",
            "\u4e66",
            "\u0416",
            "\u03a9",
            "\uff21",
            "\uD835\uDC00",
            "\u0300",
            "a\u0300\u0301",
            "\uD83C\uDDE9\uD83C\uDDEA",
            "\ue000",
            "\uffff",
            "\uDBFF\uDFFF",
            // digits, lengths
            "1st",
            "007",
            "9",
            "1e3",
            "0x1",
            "-1",
            "1.5",
            LONG + "a",
            LONG + "b",
            LONG,
            "b".repeat(255),
            "c".repeat(256),
            // the rowid
            "rowid",
            "oid",
            "_rowid_",
            "RowID",
            "OID",
            // names of the fixture and of every object
            "load",
            "save",
            "row",
            "rows",
            "Row",
            "Rows",
            "Restore",
            "Fixture",
            "Literals",
            "Migrations",
            "Schema",
            "schema",
            "version",
            "main",
            "into",
            "bytes",
            "rawText",
            "largeText",
            "largeBytes",
            "find",
            "load2",
            "rows2",
            "installMigrations",
            "beforeSave",
            "beforeLoad",
            "afterLoad",
            "set",
            "args",
            "toString",
            "getClass",
            "hashCode",
            "equals",
            "wait",
            "notify",
            "notifyAll",
            "clone",
            "finalize",
            "Object",
            "String",
            "Long",
            "Override",
            "System",
            "java",
            "doppel",
            "Track",
            "Tracks",
            "TrackRows",
            "TrackRows_2",
            "Track_2",
            "Track_Rows",
            // names of files
            "schema.sql",
            "MANIFEST",
            "Manifest",
            "lobs",
            "..",
            "../x",
            "/",
            "/etc/passwd",
            "con",
            "NUL",
            "COM1",
            "aux.java",
            "sqlite",
            "sqlitemaster",
            "x.sqlite_sequence",
            "temp",
            "main.t",
            "fts_content");

    private final Random random;
    private final UnaryOperator<String> fitted;
    private final UnaryOperator<String> folded;
    private final Set<String> objects = new HashSet<>();

    /** Names for SQLite. */
    HostileNames(Random random) {
        this(random, UnaryOperator.identity(), HostileNames::folded);
    }

    /**
     * @param fitted makes a name one that the engine takes
     * @param folded makes names equal that are the same to the engine
     */
    HostileNames(Random random, UnaryOperator<String> fitted, UnaryOperator<String> folded) {
        this.random = random;
        this.fitted = fitted;
        this.folded = folded;
    }

    /** A name that no table, index, view or trigger of this database has yet. */
    String object() {
        for (int attempt = 0; ; attempt++) {
            String name = fitted.apply(attempt < 20 ? draw() : attempt + "_" + draw());
            if (claim(name)) {
                return name;
            }
        }
    }

    /** Takes the name for an object, if it is free. */
    boolean claim(String name) {
        return objects.add(folded.apply(name));
    }

    /** So many names that one table can have beside each other. */
    List<String> columns(int count) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        boolean calm = random.nextInt(4) == 0;
        for (int attempt = 0; names.size() < count; attempt++) {
            String name = calm ? HARMLESS.get(random.nextInt(HARMLESS.size())) : draw();
            name = fitted.apply(attempt > count + 10 ? attempt + name : name);
            // A rowid hidden by chance in most tables would hide how rowids are kept; they have a structure of their
            // own.
            if (taken.add(folded.apply(name)) && (!folded.apply(name).contains("rowid") || random.nextInt(4) == 0)) {
                names.add(name);
            }
        }
        return names;
    }

    private String draw() {
        List<String> pool = random.nextInt(3) == 0 ? HARMLESS : HOSTILE;
        return pool.get(random.nextInt(pool.size()));
    }

    /** SQLite ignores the case of ASCII letters only. */
    private static String folded(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        name.chars()
                .forEach(c -> folded.append(c < 128 ? Character.toString(c).toLowerCase(Locale.ROOT) : "" + (char) c));
        return folded.toString();
    }
}
