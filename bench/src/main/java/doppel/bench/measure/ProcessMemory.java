package doppel.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory of a program that runs, as Linux counts it; elsewhere nothing is known. */
final class ProcessMemory {

    private static final String PEAK = "VmHWM:";
    private static final int KILOBYTE = 1024;

    private final ProcessHandle process;

    ProcessMemory(ProcessHandle process) {
        this.process = process;
    }

    /** The most that it and what it started have had in use so far; 0 if that is not known, as after its end. */
    long peakBytes() {
        return peakBytes(process)
                + process.descendants().mapToLong(ProcessMemory::peakBytes).sum();
    }

    private static long peakBytes(ProcessHandle handle) {
        try {
            byte[] status = Files.readAllBytes(Path.of("/proc", Long.toString(handle.pid()), "status"));
            return new String(status, StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KILOBYTE)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
