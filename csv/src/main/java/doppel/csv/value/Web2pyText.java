package doppel.csv.value;

import doppel.literal.JavaType;
import doppel.literal.ValueWords;
import java.util.Base64;

/** What text means in web2py's single file. Stateless. */
final class Web2pyText {

    /** What stands for NULL. */
    static final String NULL = "<NULL>";

    private Web2pyText() {}

    /** The value that a text is in a column of this type, null for NULL, or {@link Unfit}. */
    static Object read(JavaType type, byte[] text, int from, int to) {
        if (to - from == NULL.length()
                && text[from] == '<'
                && PlainText.string(text, from, to).equals(NULL)) {
            return null;
        }
        if (type == JavaType.STRING || type == JavaType.OBJECT) {
            return PlainText.string(text, from, to);
        }
        return type == JavaType.BYTES ? bytes(PlainText.string(text, from, to)) : PlainText.read(type, text, from, to);
    }

    /** Bytes in base64 as Python 2 wrote them, bare, or as Python 3 does: {@code b'AP8='}. */
    private static Object bytes(String text) {
        boolean shown = text.startsWith("b'") && text.endsWith("'") && text.length() > 2;
        try {
            return Base64.getDecoder().decode(shown ? text.substring(2, text.length() - 1) : text);
        } catch (IllegalArgumentException e) {
            return new Unfit("'" + ValueWords.shortened(text) + "' is not base64");
        }
    }
}
