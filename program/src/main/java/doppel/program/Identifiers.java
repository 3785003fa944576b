package doppel.program;

import doppel.fixture.Fixture;
import doppel.fixture.Literals;
import java.lang.reflect.Method;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * Makes Java identifiers of database names: ASCII only, no keywords, and no two that a case-insensitive file system
 * would consider the same. The same names in the same order always give the same identifiers. Not thread-safe.
 */
final class Identifiers {

    private static final int LONGEST = 60;

    /** Words that are not keywords everywhere, but that javac reserves or warns about in some places. */
    private static final Set<String> RESTRICTED =
            Set.of("var", "yield", "record", "sealed", "permits", "when", "module", "open", "with", "to", "_");

    /** What a record's accessors cannot be called (Java language specification, section 8.10.1). */
    private static final Set<String> OF_OBJECTS =
            Set.of("clone", "finalize", "getclass", "hashcode", "notify", "notifyall", "tostring", "wait");

    /** The public classes of java.lang, which a class of the same name would hide or make ambiguous. */
    private static final String JAVA_LANG = """
            AbstractMethodError Appendable ArithmeticException ArrayIndexOutOfBoundsException ArrayStoreException
            AssertionError AutoCloseable Boolean BootstrapMethodError Byte CharSequence Character Class
            ClassCastException ClassCircularityError ClassFormatError ClassLoader ClassNotFoundException ClassValue
            CloneNotSupportedException Cloneable Comparable Compiler Deprecated Double Enum
            EnumConstantNotPresentException Error Exception ExceptionInInitializerError Float FunctionalInterface IO
            IllegalAccessError IllegalAccessException IllegalArgumentException IllegalCallerException
            IllegalMonitorStateException IllegalStateException IllegalThreadStateException
            IncompatibleClassChangeError IndexOutOfBoundsException InheritableThreadLocal InstantiationError
            InstantiationException Integer InternalError InterruptedException Iterable LayerInstantiationException
            LinkageError Long MatchException Math Module ModuleLayer NegativeArraySizeException NoClassDefFoundError
            NoSuchFieldError NoSuchFieldException NoSuchMethodError NoSuchMethodException NullPointerException
            Number NumberFormatException Object OutOfMemoryError Override Package Process ProcessBuilder
            ProcessHandle Readable Record ReflectiveOperationException Runnable Runtime RuntimeException
            RuntimePermission SafeVarargs ScopedValue SecurityException SecurityManager Short StableValue
            StackOverflowError StackTraceElement StackWalker StrictMath String StringBuffer StringBuilder
            StringIndexOutOfBoundsException SuppressWarnings System Thread ThreadDeath ThreadGroup ThreadLocal
            Throwable TypeNotPresentException UnknownError UnsatisfiedLinkError UnsupportedClassVersionError
            UnsupportedOperationException VerifyError VirtualMachineError Void WrongThreadException
            """;

    private final Set<String> taken = new HashSet<>();

    private Identifiers() {}

    /** For the parameters of one method. */
    static Identifiers ofParameters() {
        return new Identifiers();
    }

    /** For the methods of a fixture, which must not hide methods that it inherits or imports. */
    static Identifiers ofMethods() {
        Identifiers identifiers = new Identifiers();
        Stream.of(Fixture.class, Object.class, Literals.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .map(Method::getName)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .forEach(identifiers.taken::add);
        identifiers.taken.add("main");
        return identifiers;
    }

    /** For classes. */
    static Identifiers ofClasses() {
        Identifiers identifiers = new Identifiers();
        identifiers.taken.add("restore");
        return identifiers;
    }

    /** For records, which snippets import all at once. */
    static Identifiers ofRecords() {
        Identifiers identifiers = new Identifiers();
        identifiers.taken.addAll(List.of(JAVA_LANG.toLowerCase(Locale.ROOT).split("\\s+")));
        return identifiers;
    }

    /** For the components of one record. */
    static Identifiers ofComponents() {
        Identifiers identifiers = new Identifiers();
        identifiers.taken.addAll(OF_OBJECTS);
        return identifiers;
    }

    /**
     * An identifier like {@code firstName} for a name like {@code FIRST NAME}, or like the fallback for a name without
     * letters.
     */
    String lower(String name, String fallback, String suffix) {
        String base = camel(name);
        return allocate(base.isEmpty() ? fallback : base, suffix);
    }

    /** The same, like {@code FirstName}. */
    String upper(String name, String fallback, String suffix) {
        String base = camel(name);
        String lower = base.isEmpty() ? fallback : base;
        return allocate(Character.toUpperCase(lower.charAt(0)) + lower.substring(1), suffix);
    }

    private String allocate(String base, String suffix) {
        String start = Character.isDigit(base.charAt(0)) ? "_" + base : base;
        String identifier = start + suffix;
        for (int i = 2; !isFree(identifier); i++) {
            // a digit before the number would change the number
            String separator = Character.isDigit(start.charAt(start.length() - 1)) ? "_" : "";
            identifier = start + separator + i + suffix;
        }
        taken.add(identifier.toLowerCase(Locale.ROOT));
        return identifier;
    }

    private boolean isFree(String identifier) {
        return !SourceVersion.isKeyword(identifier, SourceVersion.RELEASE_17)
                && !RESTRICTED.contains(identifier)
                && !taken.contains(identifier.toLowerCase(Locale.ROOT));
    }

    private static String camel(String name) {
        StringBuilder identifier = new StringBuilder();
        for (String word : ascii(name).split("[^A-Za-z0-9]+")) {
            if (word.isEmpty()) {
                continue;
            }
            String shaped = word.equals(word.toUpperCase(Locale.ROOT)) ? word.toLowerCase(Locale.ROOT) : word;
            identifier.append(
                    identifier.length() == 0
                            ? lowerStart(shaped)
                            : Character.toUpperCase(shaped.charAt(0)) + shaped.substring(1));
        }
        return identifier.substring(0, Math.min(LONGEST, identifier.length()));
    }

    /** {@code ISBNCode} becomes {@code isbnCode}, {@code ArtistId} becomes {@code artistId}. */
    private static String lowerStart(String word) {
        int capitals = 0;
        while (capitals < word.length() && Character.isUpperCase(word.charAt(capitals))) {
            capitals++;
        }
        int lowered = capitals > 1 && capitals < word.length() ? capitals - 1 : capitals;
        return word.substring(0, lowered).toLowerCase(Locale.ROOT) + word.substring(lowered);
    }

    /** Removes the diacritics of Latin letters; other scripts have no ASCII form. */
    private static String ascii(String name) {
        String start = name.substring(0, Math.min(4 * LONGEST, name.length()));
        StringBuilder ascii = new StringBuilder();
        start.codePoints().forEach(point -> {
            // decompositions in these blocks are the same in all versions of Unicode
            boolean latin = point >= 0xc0 && point < 0x250 || point >= 0x1e00 && point < 0x1f00;
            String letters = latin
                    ? Normalizer.normalize(Character.toString(point), Normalizer.Form.NFD)
                    : Character.toString(point);
            letters.chars().filter(c -> c < 0x80).forEach(c -> ascii.append((char) c));
            if (point >= 0x300 && !latin) {
                ascii.append(' ');
            }
        });
        return ascii.toString();
    }
}
