package doppel.dialect.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A Unix socket as the {@code Socket} that JDBC drivers need: the JDK offers only a channel (JEP 380). Reading obeys
 * {@link #setSoTimeout}, which drivers use to check for incoming data; one thread may read while another writes.
 * Settings of TCP have no effect.
 */
public final class UnixSocket extends Socket {

    private final Path path;
    private SocketChannel channel;
    private Selector readable;
    private Selector writable;
    private volatile int timeout;
    private volatile boolean closed;
    private boolean inputEnded;
    private boolean outputEnded;

    /** A socket that connects to this file, whatever address it is given. */
    public UnixSocket(Path path) {
        this.path = path;
    }

    @Override
    public void connect(SocketAddress ignored) throws IOException {
        connect(ignored, 0);
    }

    @Override
    public void connect(SocketAddress ignored, int ignoredTimeout) throws IOException {
        if (closed) {
            throw new SocketException("the socket is closed");
        }
        SocketChannel opened = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            opened.connect(UnixDomainSocketAddress.of(path));
            opened.configureBlocking(false);
            readable = Selector.open();
            writable = Selector.open();
            opened.register(readable, SelectionKey.OP_READ);
            opened.register(writable, SelectionKey.OP_WRITE);
            channel = opened;
        } catch (IOException e) {
            opened.close();
            closeSelectors();
            throw e;
        }
    }

    private int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        int read = channel.read(buffer);
        long deadline = System.nanoTime() + timeout * 1_000_000L;
        while (read == 0) {
            await(readable, timeout == 0 ? 0 : (deadline - System.nanoTime()) / 1_000_000 + 1);
            read = channel.read(buffer);
            if (read == 0 && timeout > 0 && System.nanoTime() >= deadline) {
                throw new SocketTimeoutException("nothing came within " + timeout + " ms");
            }
        }
        return read;
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            if (channel.write(buffer) == 0) {
                await(writable, 0);
            }
        }
    }

    private void await(Selector selector, long milliseconds) throws IOException {
        try {
            selector.select(Math.max(0, milliseconds));
            selector.selectedKeys().clear();
        } catch (ClosedSelectorException e) {
            throw closedMeanwhile(e);
        }
        if (closed) {
            throw closedMeanwhile(new ClosedChannelException());
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while waiting for the server");
        }
    }

    private static SocketException closedMeanwhile(Exception cause) {
        SocketException failure = new SocketException("the socket was closed");
        failure.initCause(cause);
        return failure;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        requireConnection();
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return UnixSocket.this.read(bytes, offset, length);
            }

            @Override
            public synchronized void close() throws IOException {
                UnixSocket.this.close();
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        requireConnection();
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                UnixSocket.this.write(bytes, offset, length);
            }

            @Override
            public synchronized void close() throws IOException {
                UnixSocket.this.close();
            }
        };
    }

    private void requireConnection() throws SocketException {
        if (channel == null || closed) {
            throw new SocketException("the socket is not connected");
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (channel != null) {
            channel.close();
        }
        closeSelectors();
    }

    private void closeSelectors() throws IOException {
        if (readable != null) {
            readable.close();
        }
        if (writable != null) {
            writable.close();
        }
    }

    @Override
    public void shutdownInput() throws IOException {
        requireConnection();
        inputEnded = true;
        channel.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        requireConnection();
        outputEnded = true;
        channel.shutdownOutput();
    }

    @Override
    public synchronized void setSoTimeout(int milliseconds) {
        timeout = milliseconds;
    }

    @Override
    public synchronized int getSoTimeout() {
        return timeout;
    }

    @Override
    public SocketChannel getChannel() {
        return null; // the caller would read past the streams
    }

    @Override
    public boolean isConnected() {
        return channel != null;
    }

    @Override
    public boolean isBound() {
        return channel != null;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean isInputShutdown() {
        return inputEnded;
    }

    @Override
    public boolean isOutputShutdown() {
        return outputEnded;
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public int getPort() {
        return 0;
    }

    @Override
    public int getLocalPort() {
        return 0;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return UnixDomainSocketAddress.of(path);
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return UnixDomainSocketAddress.of("");
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public boolean getKeepAlive() {
        return true;
    }

    @Override
    public void setSoLinger(boolean on, int linger) {}

    @Override
    public int getSoLinger() {
        return -1;
    }

    @Override
    public void setReuseAddress(boolean on) {}

    @Override
    public void setTrafficClass(int trafficClass) {}

    @Override
    public synchronized void setSendBufferSize(int size) {}

    @Override
    public synchronized int getSendBufferSize() {
        return 1 << 16;
    }

    @Override
    public synchronized void setReceiveBufferSize(int size) {}

    @Override
    public synchronized int getReceiveBufferSize() {
        return 1 << 16;
    }

    @Override
    public String toString() {
        return "Unix socket " + path;
    }
}
