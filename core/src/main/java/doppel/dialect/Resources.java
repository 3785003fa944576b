package doppel.dialect;

/** Closes resources of dialects. */
public final class Resources {

    private Resources() {}

    /**
     * Closes a resource after a failure; the failure stays the one that is reported.
     *
     * @param resource null if it was not opened yet
     * @param reason the failure; an exception while closing is added to it as suppressed
     */
    public static void closeQuietly(AutoCloseable resource, Throwable reason) {
        if (resource == null) {
            return;
        }
        try {
            resource.close();
        } catch (Exception e) {
            reason.addSuppressed(e);
        }
    }
}
