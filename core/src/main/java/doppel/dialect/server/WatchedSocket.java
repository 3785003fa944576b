package doppel.dialect.server;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import jdk.net.ExtendedSocketOptions;

/**
 * A socket that does not wait for ever. Where no byte has come or gone for a time although the driver waits for it, a
 * watch is asked whether the server is still at work: a statement may take hours. If it is not, or does not answer, the
 * socket is closed, and whoever waits gets an {@code IOException}. The system's own keep-alive is on besides.
 */
public final class WatchedSocket extends Socket {

    private static final Set<WatchedSocket> OPEN = ConcurrentHashMap.newKeySet();
    private static final int KEEP_ALIVE_SECONDS = 60;
    private static final int KEEP_ALIVE_PROBES = 5;
    private static final long NOT_WAITING = 0;

    private final long patience;
    private volatile BooleanSupplier watch = () -> false;
    private volatile long reading = NOT_WAITING;
    private volatile long writing = NOT_WAITING;

    static {
        Thread watcher = new Thread(WatchedSocket::watchAll, "doppel network");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** @param patience how long it waits before the watch is asked */
    public WatchedSocket(Duration patience) {
        this.patience = patience.toNanos();
    }

    /** Sets what says whether the server is still at work; until then, it is not. It is asked in another thread. */
    public void watch(BooleanSupplier works) {
        watch = works;
    }

    @Override
    public void connect(SocketAddress address, int timeout) throws IOException {
        super.connect(address, timeout);
        setKeepAlive(true);
        if (supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_ALIVE_SECONDS);
            setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEP_ALIVE_SECONDS);
            setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEP_ALIVE_PROBES);
        }
        OPEN.add(this);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                reading = now();
                try {
                    return in.read(bytes, from, length);
                } finally {
                    reading = NOT_WAITING;
                }
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                writing = now();
                try {
                    out.write(bytes, from, length);
                } finally {
                    writing = NOT_WAITING;
                }
            }
        };
    }

    private static long now() {
        long now = System.nanoTime();
        return now == NOT_WAITING ? 1 : now;
    }

    @Override
    public synchronized void close() throws IOException {
        OPEN.remove(this);
        super.close();
    }

    private static void watchAll() {
        while (true) {
            long pause = TimeUnit.SECONDS.toNanos(1);
            for (WatchedSocket socket : OPEN) {
                pause = Math.min(pause, socket.patience / 4);
                if (socket.isOverdue() && !socket.works()) {
                    socket.giveUp();
                }
            }
            LockSupport.parkNanos(Math.max(pause, TimeUnit.MILLISECONDS.toNanos(10)));
        }
    }

    private boolean isOverdue() {
        long now = System.nanoTime();
        long read = reading;
        long written = writing;
        return read != NOT_WAITING && now - read > patience || written != NOT_WAITING && now - written > patience;
    }

    /** If it works, it gets the same time again. */
    private boolean works() {
        long read = reading;
        long written = writing;
        boolean works = watch.getAsBoolean();
        long now = now();
        if (works && read != NOT_WAITING && reading == read) {
            reading = now;
        }
        if (works && written != NOT_WAITING && writing == written) {
            writing = now;
        }
        return works || !isOverdue();
    }

    private void giveUp() {
        try {
            close();
        } catch (IOException e) {
            OPEN.remove(this); // whoever waits will hear of it
        }
    }
}
