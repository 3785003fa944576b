package doppel.dump;

import doppel.Durable;
import doppel.PrivateFiles;
import doppel.Sha256;
import doppel.fixture.FixtureFiles;
import doppel.fixture.Manifest;
import doppel.literal.SourceBuffer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the files of a fixture, and remembers their entries in MANIFEST. Worker threads hash, compress and write full
 * buffers while the caller fills the next one; there are few buffers, so that a slow disk slows the caller down. One
 * more thread makes the files durable, so that the others need not wait for that. Used by one thread.
 */
final class FixtureWriter implements AutoCloseable {

    private static final int BUFFERS = 3;
    private static final int COMPRESSING_THREADS = 2;
    private static final int COMPRESSED_BUFFER = 1 << 16;
    private static final long SECONDS_TO_LOOK = 1;

    /**
     * A file that has been written.
     *
     * @param entry its entry in MANIFEST
     * @param durable ends when the file is on the disk for good
     */
    private record WrittenFile(Manifest.Entry entry, Future<?> durable) {}

    private final Path directory;
    private final List<Future<WrittenFile>> entries = new ArrayList<>();
    private final BlockingQueue<SourceBuffer> free = new LinkedBlockingQueue<>();
    private final boolean compress;
    private final ExecutorService threads;
    private final ExecutorService forcing = executor(1);
    private final LargeFiles largeValues;
    private int buffers;
    private int checked;

    /** @param compress whether row files are compressed */
    FixtureWriter(Path directory, boolean compress) {
        this.directory = directory;
        this.compress = compress;
        largeValues = new LargeFiles(
                directory, (file, entry) -> entries.add(CompletableFuture.completedFuture(durable(file, entry))));
        // compressing takes longer than all the rest of a dump
        threads = executor(compress ? COMPRESSING_THREADS : 1);
    }

    private static ExecutorService executor(int size) {
        return Executors.newFixedThreadPool(size, task -> {
            Thread writer = new Thread(task, "doppel-writer");
            writer.setDaemon(true);
            return writer;
        });
    }

    /** An empty buffer, which goes back with {@link #file(String, long, SourceBuffer, SourceBuffer)}. */
    SourceBuffer buffer() throws IOException {
        SourceBuffer buffer = free.poll();
        if (buffer == null && buffers < BUFFERS) {
            buffers++;
            return new SourceBuffer();
        }
        try {
            while (buffer == null) {
                requireWritten();
                buffer = free.poll(SECONDS_TO_LOOK, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return buffer;
    }

    /** Returns a buffer that was not needed. */
    void giveBack(SourceBuffer buffer) {
        buffer.truncate(0);
        free.add(buffer);
    }

    /** Queues a file that holds rows; the body no longer belongs to the caller. */
    void file(String name, long rows, SourceBuffer head, SourceBuffer body) throws IOException {
        requireWritten();
        entries.add(threads.submit(() -> {
            WrittenFile file = write(name, rows, head, body);
            giveBack(body);
            return file;
        }));
    }

    /** Queues a file that holds no rows. */
    void file(String name, String text) {
        SourceBuffer buffer = new SourceBuffer();
        buffer.put(text.getBytes(StandardCharsets.UTF_8));
        entries.add(threads.submit(() -> write(name, -1, buffer)));
    }

    /** The files that are queued to become durable. */
    private WrittenFile durable(Path file, Manifest.Entry entry) {
        return new WrittenFile(entry, forcing.submit(() -> {
            Durable.file(file);
            return null;
        }));
    }

    private WrittenFile write(String name, long rows, SourceBuffer... parts) throws IOException {
        boolean compressed = compress && rows >= 0;
        Path file = directory.resolve(compressed ? name + FixtureFiles.COMPRESSED : name);
        MessageDigest digest = Sha256.digest(); // of the content, which does not depend on who compresses it
        try (OutputStream plain = PrivateFiles.create(file);
                OutputStream stored = compressed ? new GZIPOutputStream(plain, COMPRESSED_BUFFER) : plain;
                OutputStream out = new DigestOutputStream(stored, digest)) {
            for (SourceBuffer part : parts) {
                part.writeTo(out);
            }
        }
        return durable(file, new Manifest.Entry(name, HexFormat.of().formatHex(digest.digest()), rows));
    }

    /** Writes the large values. */
    LargeFiles largeValues() {
        return largeValues;
    }

    /** Writes MANIFEST: the fixture is then complete, and durable except for the directories' own entries. */
    void manifest(String version) throws IOException {
        List<Manifest.Entry> written = new ArrayList<>();
        for (Future<WrittenFile> entry : entries) {
            WrittenFile file = got(entry);
            got(file.durable());
            written.add(file.entry());
        }
        Path file = directory.resolve(Manifest.FILE_NAME);
        PrivateFiles.replace(file, new Manifest(version, written).text());
    }

    /** Fails as soon as a file that was given earlier has failed. */
    private void requireWritten() throws IOException {
        while (checked < entries.size() && entries.get(checked).isDone()) {
            got(entries.get(checked++));
        }
    }

    private static <T> T got(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("a file cannot be written", e.getCause());
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        IOException interrupted = new InterruptedIOException("the dump was interrupted");
        interrupted.initCause(e);
        return interrupted;
    }

    /** Ends the threads: nothing is written after this. */
    @Override
    public void close() {
        threads.shutdownNow();
        forcing.shutdownNow();
        boolean interrupted = false;
        while (!threads.isTerminated() || !forcing.isTerminated()) {
            try {
                threads.awaitTermination(SECONDS_TO_LOOK, TimeUnit.SECONDS);
                forcing.awaitTermination(SECONDS_TO_LOOK, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
