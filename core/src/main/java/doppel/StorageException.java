package doppel;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * A file or directory cannot be read or written. The user has to look at the disk, its free space and the access
 * rights.
 */
public final class StorageException extends DoppelException {

    private static final long serialVersionUID = 1L;

    /** See {@link DoppelException}. */
    public StorageException(ErrorCode code, String message, String nextStep, Throwable cause) {
        super(code, message, nextStep, cause);
    }

    /** An exception for a failed file operation: it names what was tried and why it failed. */
    public static StorageException of(String tried, IOException cause) {
        return new StorageException(
                ErrorCode.INPUT_OUTPUT,
                tried + " failed: " + why(cause) + ".",
                cause instanceof OrdinaryFile.Refused
                        ? "Name or copy a file there: pipes, devices and directories are not read."
                        : "Check that the disk has free space and that this account may read and write there; then run"
                                + " it again.",
                cause);
    }

    private static String why(IOException cause) {
        if (cause instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile() + ", or no directory for it";
        }
        if (cause instanceof AccessDeniedException denied) {
            return "access to " + denied.getFile() + " is denied";
        }
        if (cause instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        if (cause instanceof CharacterCodingException) {
            return "it is not valid UTF-8";
        }
        boolean inWords = cause.getClass() == IOException.class && cause.getMessage() != null;
        return inWords
                ? cause.getMessage()
                : cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }
}
