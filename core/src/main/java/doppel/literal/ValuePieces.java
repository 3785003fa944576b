package doppel.literal;

import java.io.IOException;
import java.io.OutputStream;

/** A large value that its database gives in pieces, once, while {@link ValueTaker#pieces} runs. */
public interface ValuePieces {

    /** Whether it is text that should be UTF-8; otherwise it is bytes. */
    boolean isText();

    /** How many bytes there are. */
    long length();

    /**
     * Writes all bytes, one piece after the other. A database that cannot give them throws what its
     * {@link doppel.DoppelException} is.
     *
     * @throws IOException if the stream does not take them
     */
    void writeTo(OutputStream out) throws IOException;
}
