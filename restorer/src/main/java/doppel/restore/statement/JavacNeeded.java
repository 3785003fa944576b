package doppel.restore.statement;

import doppel.DoppelException;
import doppel.ErrorCode;
import java.nio.file.Path;

/**
 * A row file turns out to contain more than statements with literals. It was not scanned before, since it is unchanged
 * since it was written or sealed. The restore starts again, and javac reads the file. If it was scanned, it has changed
 * in the meantime, as the message says.
 */
@SuppressWarnings("serial")
public // never written anywhere
final class JavacNeeded extends DoppelException {

    JavacNeeded(Path file) {
        super(
                ErrorCode.INPUT_OUTPUT,
                "Reading " + file + " failed: the file has changed since the restore began.",
                "Make sure that nothing changes the fixture during the restore; then run it again.",
                null);
    }
}
