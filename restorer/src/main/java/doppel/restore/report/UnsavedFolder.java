package doppel.restore.report;

import doppel.Directories;
import doppel.ErrorCode;
import doppel.PrivateFiles;
import doppel.StorageException;
import doppel.fixture.FixtureContents;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The directory of the rows that could not be saved: the first of some places that can be written, also if a disk gets
 * full amid rows. It grows under a hidden name beside its own. One file is open at a time, however many tables there
 * are. Not thread-safe.
 */
final class UnsavedFolder implements AutoCloseable {

    private final List<Path> places;
    private final Map<String, Long> sizes = new LinkedHashMap<>();
    private final Map<String, Path> copies = new LinkedHashMap<>();
    private int place;
    private boolean begun;
    private boolean finished;
    private Path left; // what was written to an earlier place
    private String whyElsewhere;

    /** Something that is written. */
    interface Work {
        void in(Path directory) throws IOException;
    }

    /** @param places where it may be, the best place first */
    UnsavedFolder(List<Path> places) {
        this.places = List.copyOf(places);
    }

    /** Its name. */
    Path directory() {
        return places.get(place);
    }

    /** Why it is not at the first place, if it is not. */
    Optional<String> whyElsewhere() {
        return Optional.ofNullable(whyElsewhere);
    }

    /** Whether a file has been begun. */
    boolean has(String file) {
        return sizes.containsKey(file);
    }

    /** Adds to a file. */
    void append(String file, byte[] text) {
        long size = sizes.getOrDefault(file, 0L);
        write(directory -> {
            Path path = directory.resolve(file);
            PrivateFiles.createIfMissing(path);
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.position(size);
                ByteBuffer rest = ByteBuffer.wrap(text);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            }
        });
        sizes.put(file, size + text.length);
    }

    /** Adds a copy of a file. */
    void copy(Path from, String file) {
        write(directory -> {
            PrivateFiles.directory(directory.resolve(file).getParent());
            PrivateFiles.copy(from, directory.resolve(file));
        });
        copies.put(file, from);
    }

    /** Completes it, and gives it its name; an earlier one that somebody has edited is kept under another name. */
    void finish(Work last) {
        write(directory -> {
            last.in(directory);
            setAside(directory());
            Files.move(directory, directory(), StandardCopyOption.ATOMIC_MOVE);
        });
        finished = true;
    }

    private void write(Work work) {
        while (true) {
            try {
                begin();
                work.in(staging());
                return;
            } catch (IOException e) {
                StorageException failure =
                        StorageException.of("Writing the rows that could not be saved to " + directory(), e);
                if (place + 1 == places.size()) {
                    throw failure;
                }
                left = begun ? staging() : left;
                whyElsewhere = failure.getMessage();
                begun = false;
                place++;
            }
        }
    }

    private void begin() throws IOException {
        if (begun) {
            return;
        }
        Directories.delete(staging());
        Files.createDirectories(staging().getParent());
        PrivateFiles.newDirectory(staging());
        for (Map.Entry<String, Long> file : sizes.entrySet()) {
            try (InputStream in = Files.newInputStream(left.resolve(file.getKey()));
                    OutputStream out = PrivateFiles.create(staging().resolve(file.getKey()))) {
                copy(in, out, file.getValue());
            }
        }
        for (Map.Entry<String, Path> file : copies.entrySet()) {
            Path copy = staging().resolve(file.getKey());
            PrivateFiles.directory(copy.getParent());
            PrivateFiles.copy(file.getValue(), copy);
        }
        begun = true;
    }

    /** Copies what was written whole; more may be there, of the row that did not fit. */
    private static void copy(InputStream in, OutputStream out, long size) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long rest = size;
        while (rest > 0) {
            int read = in.read(buffer, 0, (int) Math.min(rest, buffer.length));
            if (read < 0) {
                throw new IOException("rows that were written are missing");
            }
            out.write(buffer, 0, read);
            rest -= read;
        }
    }

    /**
     * Makes sure that it can be removed later.
     *
     * @throws StorageException if not
     */
    void requireRemovable() {
        Path parent = directory().toAbsolutePath().getParent();
        if (Files.exists(directory(), LinkOption.NOFOLLOW_LINKS) && !Files.isWritable(parent)) {
            throw new StorageException(
                    ErrorCode.INPUT_OUTPUT,
                    directory() + " holds rows that an earlier restore could not save. They would be saved twice, and "
                            + parent + " cannot be written to remove them.",
                    "Copy the fixture without it, and restore the copy.",
                    null);
        }
    }

    /**
     * Makes sure that nothing but rows of an earlier restore is there: the user may have named any directory.
     *
     * @throws StorageException if anything else is
     */
    static void requireOwn(Path directory) {
        try {
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isRegularFile(directory.resolve(ResumeNote.FILE_NAME))
                    && !(Files.isDirectory(directory)
                            && FixtureContents.children(directory).isEmpty())) {
                throw new StorageException(
                        ErrorCode.DIRECTORY_EXISTS,
                        directory + " exists already, and holds no rows that a restore could not save.",
                        "Name another directory with --unsaved; it is created.",
                        null);
            }
        } catch (IOException e) {
            throw StorageException.of("Reading " + directory, e);
        }
    }

    /** Removes an earlier one, if there is one; if somebody has edited it, it is kept under another name. */
    void remove() throws IOException {
        setAside(directory());
    }

    private static void setAside(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isDirectory(directory) && FixtureContents.children(directory).isEmpty()) {
            Files.delete(directory);
            return;
        }
        if (!FixtureContents.isUntouched(directory)) {
            Files.move(directory, free(directory));
            return;
        }
        Path old = hidden(directory, "old");
        Directories.delete(old);
        Files.move(directory, old, StandardCopyOption.ATOMIC_MOVE); // gone at once, or not at all
        Directories.delete(old);
    }

    /** A name like this one that nothing has. */
    static Path free(Path directory) {
        int number = 1;
        while (Files.exists(numbered(directory, number), LinkOption.NOFOLLOW_LINKS)) {
            number++;
        }
        return numbered(directory, number);
    }

    private static Path numbered(Path directory, int number) {
        return directory.resolveSibling(directory.getFileName() + "-" + number);
    }

    private Path staging() {
        return hidden(directory(), "new");
    }

    private static Path hidden(Path directory, String what) {
        return directory.toAbsolutePath().resolveSibling("." + directory.getFileName() + ".doppel-" + what);
    }

    /** Leaves nothing that is not finished. */
    @Override
    public void close() {
        try {
            if (left != null) {
                Directories.delete(left);
            }
            if (begun && !finished) {
                Directories.delete(staging());
            }
        } catch (IOException e) {
            throw StorageException.of("Removing what was left beside " + directory(), e);
        }
    }
}
