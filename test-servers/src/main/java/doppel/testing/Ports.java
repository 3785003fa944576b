package doppel.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers, each given once, until the virtual machine ends. Systems lend higher ones to clients, so none is
 * taken before its server has started, nor while that is down. Thread-safe.
 */
public final class Ports {

    private static final int FIRST = 10_000;
    private static final int END = 32_000;
    private static final int ATTEMPTS = 10_000;

    /** A byte for each port, locked by the virtual machine that has it; the system lets go of what has ended. */
    private static final FileChannel TAKEN = taken();

    private Ports() {}

    private static FileChannel taken() {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "doppel-ports-" + System.getProperty("user.name"));
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IllegalStateException("no file to note the ports of servers in: " + file, e);
        }
    }

    /** A port of this machine that nobody listens on. */
    public static int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (take(port) && isSilent(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port from " + FIRST + " to " + END + " is free");
    }

    /** Whether it was nobody's and belongs to this virtual machine now. */
    static boolean take(int port) {
        try {
            return TAKEN.tryLock(port, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false; // this virtual machine has it
        } catch (IOException e) {
            throw new IllegalStateException("ports cannot be locked", e);
        }
    }

    private static boolean isSilent(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
