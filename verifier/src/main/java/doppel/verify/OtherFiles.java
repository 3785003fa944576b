package doppel.verify;

import doppel.compare.DiffFile;
import doppel.compare.DiffListener;
import doppel.compare.Hunk;

/**
 * Passes on the differences that are not between rows, which are summed up instead.
 *
 * @param listener receives them
 */
public record OtherFiles(DiffListener listener) implements DiffListener {

    @Override
    public void fileStarts(DiffFile file) {
        if (file.kind() == DiffFile.Kind.FILE) {
            listener.fileStarts(file);
        }
    }

    @Override
    public void hunk(DiffFile file, Hunk hunk) {
        if (file.kind() == DiffFile.Kind.FILE) {
            listener.hunk(file, hunk);
        }
    }
}
