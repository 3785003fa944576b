package doppel.dialect.postgresql.connect;

import doppel.dialect.server.WatchedSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Gives the JDBC driver a socket that is watched. Public, since the driver creates it by its name. */
public final class PostgresqlNetwork extends PostgresqlSockets {

    private static final AtomicLong COUNTER = new AtomicLong();
    private static final Map<String, WatchedSocket> WAITING = new ConcurrentHashMap<>();

    private final String ticket;

    /**
     * For the driver.
     *
     * @param ticket what {@link #ticket} gave
     */
    public PostgresqlNetwork(String ticket) {
        this.ticket = ticket;
    }

    /** A ticket for the driver's next socket, whose number comes after the time that it waits, in milliseconds. */
    static String ticket(Duration patience) {
        return patience.toMillis() + " " + COUNTER.incrementAndGet();
    }

    /** The last socket of a ticket, which is valid no longer; null if none was made. */
    static WatchedSocket take(String ticket) {
        return WAITING.remove(ticket);
    }

    @Override
    public Socket createSocket() {
        WatchedSocket socket = new WatchedSocket(Duration.ofMillis(Long.parseLong(ticket.split(" ")[0])));
        WAITING.put(ticket, socket);
        return socket;
    }
}
