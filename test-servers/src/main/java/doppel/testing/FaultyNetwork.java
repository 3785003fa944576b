package doppel.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A network between Doppel and a server that has a fault from some moment on: after so many bytes of the server. */
public final class FaultyNetwork implements AutoCloseable {

    /** What happens to the connection. */
    public enum Fault {
        /** It is reset. */
        RESETS,
        /** It is closed. */
        CLOSES,
        /** Nothing comes or goes any more; new connections are taken, and stall as well. */
        STALLS,
        /** Bytes come one by one. */
        TRICKLES
    }

    private final ServerSocket listening;
    private final String host;
    private final int port;
    private final Fault fault;
    private final long after;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private long passed;
    private volatile boolean faulty;

    /**
     * A network to a server.
     *
     * @param after the bytes of the server that it lets pass before the fault
     */
    public FaultyNetwork(String host, int port, Fault fault, long after) throws IOException {
        this.host = host;
        this.port = port;
        this.fault = fault;
        this.after = after;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** The port on 127.0.0.1 that leads to the server. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Whether the fault has begun. */
    public boolean faulty() {
        return faulty;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "faulty network");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(host, port);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                start(() -> pass(client, server, false));
                start(() -> pass(server, client, true));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void pass(Socket from, Socket to, boolean ofServer) {
        byte[] bytes = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                faulty = count(ofServer ? read : 0);
                if (faulty && fault == Fault.STALLS) {
                    closed.await();
                    return;
                }
                if (faulty && fault != Fault.TRICKLES) {
                    Socket client = ofServer ? to : from;
                    if (fault == Fault.RESETS) {
                        client.setSoLinger(true, 0);
                    }
                    return;
                }
                for (int i = 0; faulty && i < read; i++) {
                    out.write(bytes, i, 1);
                }
                if (!faulty) {
                    out.write(bytes, 0, read);
                }
            }
        } catch (IOException | InterruptedException e) {
            // the connection has ended, as the other direction sees
        }
    }

    private synchronized boolean count(int bytes) {
        passed += bytes;
        return passed > after;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
