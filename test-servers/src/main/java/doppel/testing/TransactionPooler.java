package doppel.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A pooler in front of a PostgreSQL server that lets everybody in, as pgbouncer is in the mode {@code transaction}: a
 * session of the server belongs to a client for one transaction, and then to the next client, with all its settings and
 * prepared statements. Thread-safe.
 */
public final class TransactionPooler implements AutoCloseable {

    private static final int PROTOCOL = 196_608;
    private static final Set<Integer> ENCRYPTION_REQUESTS = Set.of(80_877_103, 80_877_104);

    /** The messages after which a client waits for an answer. */
    private static final String ASKING = "QSFcf";

    private final ServerSocket listening;
    private final int serverPort;
    private final String user;
    private final Map<String, Deque<Session>> idle = new ConcurrentHashMap<>();

    /** A connection of the server, with what it said of its parameters. */
    private record Session(Socket socket, DataInputStream in, DataOutputStream out, List<Message> parameters) {}

    private static final class Message {

        private final char type;
        private final byte[] body;

        Message(char type, byte[] body) {
            this.type = type;
            this.body = body;
        }

        static Message read(DataInputStream in) throws IOException {
            char type = (char) in.readUnsignedByte();
            return new Message(type, in.readNBytes(in.readInt() - 4));
        }

        void write(DataOutputStream out) throws IOException {
            out.writeByte(type);
            out.writeInt(body.length + 4);
            out.write(body);
        }
    }

    /** @param jdbcUrl of the server, without a database */
    public TransactionPooler(String jdbcUrl) throws IOException {
        serverPort = Integer.parseInt(jdbcUrl.replaceFirst(".*:(\\d+)/.*", "$1"));
        user = jdbcUrl.replaceFirst(".*[?&]user=([^&]*).*", "$1");
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** The JDBC URL of a database through this pooler. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + listening.getLocalPort() + "/" + database + "?user=" + user;
    }

    /** How many sessions of the server no client has, for a database. */
    public int idleSessions(String database) {
        Deque<Session> sessions = idle(database);
        synchronized (sessions) {
            return sessions.size();
        }
    }

    private Deque<Session> idle(String database) {
        return idle.computeIfAbsent(database, any -> new ArrayDeque<>());
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "pooler");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                start(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
            DataOutputStream out = new DataOutputStream(new java.io.BufferedOutputStream(socket.getOutputStream()));
            String database = greeted(in, out);
            if (database != null) {
                pass(database, in, out);
            }
        } catch (EOFException e) {
            // the client has gone
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The database that the client wants, or null if it wants something else. */
    private static String greeted(DataInputStream in, DataOutputStream out) throws IOException {
        while (true) {
            byte[] body = in.readNBytes(in.readInt() - 4);
            int code = new DataInputStream(new java.io.ByteArrayInputStream(body)).readInt();
            if (ENCRYPTION_REQUESTS.contains(code)) {
                out.writeByte('N');
                out.flush();
            } else if (code == PROTOCOL) {
                String[] words = new String(body, 4, body.length - 4, StandardCharsets.UTF_8).split("\0", -1);
                for (int i = 0; i + 1 < words.length; i += 2) {
                    if (words[i].equals("database")) {
                        return words[i + 1];
                    }
                }
            } else {
                return null;
            }
        }
    }

    private void pass(String database, DataInputStream in, DataOutputStream out) throws IOException {
        Session session = take(database);
        new Message('R', new byte[4]).write(out);
        for (Message parameter : session.parameters()) {
            parameter.write(out);
        }
        byte[] key = new byte[8];
        ThreadLocalRandom.current().nextBytes(key);
        new Message('K', key).write(out);
        new Message('Z', new byte[] {'I'}).write(out);
        out.flush();
        give(database, session);
        session = null;
        try {
            for (Message message = Message.read(in); message.type != 'X'; message = Message.read(in)) {
                session = session == null ? take(database) : session;
                message.write(session.out());
                if (ASKING.indexOf(message.type) >= 0) {
                    session.out().flush();
                    if (answered(session, out)) {
                        give(database, session);
                        session = null;
                    }
                }
            }
        } finally {
            if (session != null) {
                session.socket().close(); // amid a transaction
            }
        }
    }

    /** Passes the answer on; whether no transaction is open after it. */
    private static boolean answered(Session session, DataOutputStream out) throws IOException {
        while (true) {
            Message message = Message.read(session.in());
            message.write(out);
            if (message.type == 'Z' || message.type == 'G') { // ready, or ready for the rows of a COPY
                out.flush();
                return message.type == 'Z' && message.body[0] == 'I';
            }
        }
    }

    private Session take(String database) throws IOException {
        Deque<Session> sessions = idle(database);
        synchronized (sessions) {
            if (!sessions.isEmpty()) {
                return sessions.pop();
            }
        }
        return connected(database);
    }

    private void give(String database, Session session) {
        Deque<Session> sessions = idle(database);
        synchronized (sessions) {
            sessions.push(session);
        }
    }

    private Session connected(String database) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
        DataOutputStream out = new DataOutputStream(new java.io.BufferedOutputStream(socket.getOutputStream()));
        byte[] words = ("user\0" + user + "\0database\0" + database + "\0client_encoding\0UTF8\0\0")
                .getBytes(StandardCharsets.UTF_8);
        out.writeInt(words.length + 8);
        out.writeInt(PROTOCOL);
        out.write(words);
        out.flush();
        List<Message> parameters = new ArrayList<>();
        for (Message message = Message.read(in); message.type != 'Z'; message = Message.read(in)) {
            if (message.type == 'S') {
                parameters.add(message);
            } else if (message.type == 'E') {
                throw new EOFException(new String(message.body, StandardCharsets.UTF_8));
            }
        }
        return new Session(socket, in, out, parameters);
    }

    /** Ends the sessions that no client has, and takes no more clients. */
    @Override
    public void close() throws IOException {
        listening.close();
        for (Deque<Session> sessions : idle.values()) {
            synchronized (sessions) {
                for (Session session : sessions) {
                    session.socket().close();
                }
                sessions.clear();
            }
        }
    }
}
