package doppel.dialect.mysql.connect;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.protocol.StandardSocketFactory;
import doppel.dialect.server.WatchedSocket;
import java.net.Socket;
import java.time.Duration;

/** Gives the JDBC driver a socket that is watched. Public, since the driver creates it by its name. */
public final class MysqlNetwork extends StandardSocketFactory {

    private static final ThreadLocal<Duration> PATIENCE = new ThreadLocal<>();
    private static final ThreadLocal<WatchedSocket> LAST = new ThreadLocal<>();

    /** For the driver. */
    public MysqlNetwork() {}

    /** Sets how long sockets that this thread makes wait. */
    static void begin(Duration patience) {
        PATIENCE.set(patience);
    }

    /** The last socket that this thread made since then; null if it made none. */
    static WatchedSocket end() {
        WatchedSocket last = LAST.get();
        PATIENCE.remove();
        LAST.remove();
        return last;
    }

    @Override
    protected Socket createSocket(PropertySet properties) {
        WatchedSocket socket = new WatchedSocket(PATIENCE.get());
        LAST.set(socket);
        return socket;
    }
}
