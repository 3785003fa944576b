package doppel.dialect;

/** What dialects do with what has to be closed. */
public final class Resources {

    private Resources() {}

    /**
     * Closes something because something else has failed, which stays what is told.
     *
     * @param resource null where it was not opened yet
     * @param reason the failure, which takes along what goes wrong here
     */
    public static void closeQuietly(AutoCloseable resource, Exception reason) {
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
