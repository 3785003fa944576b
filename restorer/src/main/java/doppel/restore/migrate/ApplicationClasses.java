package doppel.restore.migrate;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Set;

/**
 * Loads the classes of an application from its jars. They take precedence over classes of the same name that Doppel
 * happens to contain, since those are different; only the API that the application uses comes from Doppel. Thread-safe.
 */
final class ApplicationClasses extends URLClassLoader {

    private static final Set<String> API =
            Set.of("doppel", "doppel.schema", "doppel.literal", "doppel.fixture", "doppel.migration");

    static {
        registerAsParallelCapable();
    }

    ApplicationClasses(URL[] jars, ClassLoader parent) {
        super(jars, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!API.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))))) {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                try {
                    return findClass(name);
                } catch (ClassNotFoundException e) {
                    // not the application's: the parent's, or missing
                }
            }
        }
        return super.loadClass(name, resolve);
    }
}
