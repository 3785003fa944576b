package doppel.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The memory of a program that runs, as Linux counts it; elsewhere nothing is known. Not thread-safe. */
final class ProcessMemory {

    private static final String PEAK = "VmHWM:";
    private static final int KILOBYTE = 1024;

    /**
     * To find what a program has started is to look at all programs of the system, which would cost a fifth of a core
     * every 10 ms.
     */
    private static final int LOOKS_PER_SEARCH = 20;

    private final ProcessHandle process;
    private List<ProcessHandle> started = List.of();
    private int looks;

    ProcessMemory(ProcessHandle process) {
        this.process = process;
    }

    /** The most that it and what it started have had in use so far; 0 if that is not known, as after its end. */
    long peakBytes() {
        if (looks++ % LOOKS_PER_SEARCH == 0) {
            started = process.descendants().toList();
        }
        long peak = peakBytes(process);
        for (ProcessHandle other : started) {
            peak += peakBytes(other);
        }
        return peak;
    }

    private static long peakBytes(ProcessHandle handle) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(handle.pid()), "status"));
            String status = new String(bytes, StandardCharsets.ISO_8859_1);
            int from = status.indexOf(PEAK) + PEAK.length();
            int to = status.indexOf("kB", from);
            return from < PEAK.length() || to < 0
                    ? 0
                    : Long.parseLong(status.substring(from, to).strip()) * KILOBYTE;
        } catch (IOException e) {
            return 0;
        }
    }
}
