package doppel;

/**
 * Text that the operating system gave to the virtual machine: words of a command line, environment variables, the
 * working directory. Java reads it in the encoding of the locale, and what that encoding lacks is lost before any
 * program starts.
 */
public final class NativeText {

    private static final char LOST = '\ufffd';
    private static final String ENCODING = System.getProperty("sun.jnu.encoding", "UTF-8");

    private NativeText() {}

    /**
     * A text as it was given.
     *
     * @param text what Java made of it
     * @param where what holds it, such as {@code the command line}
     * @throws UsageException if letters were lost, since neither a path nor a password would be the one that was meant
     */
    public static String whole(String text, String where) {
        if (text.indexOf(LOST) >= 0 && !ENCODING.equalsIgnoreCase("UTF-8")) {
            throw new UsageException(
                    ErrorCode.LETTERS_LOST,
                    "Letters in " + where + " are lost: this locale makes Java read them as " + ENCODING + ".",
                    "Use bin/doppel, which reads UTF-8 in every locale, or set LC_ALL=C.UTF-8.");
        }
        return text;
    }
}
