package doppel.restore.statement;

import doppel.DoppelException;
import doppel.ErrorCode;
import java.nio.file.Path;

/**
 * A row file is more than statements with literals, which shows only now: nobody looked through it beforehand, since it is what it
 * was when it was written or sealed. The restore begins again, and javac reads the file. If somebody did look through it, then it
 * has changed meanwhile, as the message says.
 */
@SuppressWarnings("serial")
public // never written anywhere
final class JavacNeeded extends DoppelException {

    JavacNeeded(Path file) {
        super(
                ErrorCode.INPUT_OUTPUT,
                "Reading " + file + " failed: the file has changed since the restore began.",
                "Let nothing change the fixture while it is restored; then run it again.",
                null);
    }
}
