package doppel.cli.terminal;

import doppel.ErrorCode;
import doppel.Progress;
import doppel.UsageException;
import doppel.dialect.server.Credentials;
import doppel.dialect.server.PasswordMask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Where a command reads and writes: results go to {@link #out}, everything else to {@link #err}.
 *
 * @param in the input
 * @param out for results
 * @param err for everything else
 * @param inIsTerminal whether a person types the input
 * @param outIsTerminal whether a person sees the results at once
 * @param errIsTerminal whether a person sees everything else at once
 * @param credentials the passwords that this person types
 */
public record Terminal(
        Reader in,
        PrintWriter out,
        PrintWriter err,
        boolean inIsTerminal,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Credentials credentials) {

    /** How long a command waits for a server. */
    public static final class Network {

        private static final long LONGEST = Duration.ofDays(365).toSeconds();

        @Option(
                names = "--network-timeout",
                paramLabel = "SECONDS",
                defaultValue = "300",
                description = "Give up a server that has said nothing for this long and is not at work (default: 300).")
        private long seconds;

        /** What a command needs to connect. */
        public Credentials credentials(Terminal terminal) {
            if (seconds < 1 || seconds > LONGEST) {
                throw new UsageException(
                        ErrorCode.USAGE,
                        "--network-timeout is " + seconds + ".",
                        "Give it at least one second, and at most a year.");
            }
            return terminal.credentials().waiting(Duration.ofSeconds(seconds));
        }
    }

    /** A terminal whose user is asked for passwords. */
    public Terminal(
            Reader in,
            PrintWriter out,
            PrintWriter err,
            boolean inIsTerminal,
            boolean outIsTerminal,
            boolean errIsTerminal) {
        this(
                in,
                out,
                err,
                inIsTerminal,
                outIsTerminal,
                errIsTerminal,
                Credentials.of(question ->
                        inIsTerminal && errIsTerminal ? new SilentInput(in, err).ask(question) : Optional.empty()));
    }

    /** The terminal that the process was started from; the launcher knows what its streams are. */
    public static Terminal ofSystem(PrintWriter out, PrintWriter err) {
        return new Terminal(
                new InputStreamReader(System.in, StandardCharsets.UTF_8),
                out,
                err,
                Boolean.getBoolean("doppel.terminal.stdin"),
                Boolean.getBoolean("doppel.terminal.stdout"),
                Boolean.getBoolean("doppel.terminal.stderr"));
    }

    /** The same terminal, which shows control characters in names instead of obeying them, and hides passwords. */
    public Terminal visible(PasswordMask mask) {
        return new Terminal(
                in,
                out,
                new PrintWriter(new VisibleWriter(err, mask), true),
                inIsTerminal,
                outIsTerminal,
                errIsTerminal);
    }

    /** Whether results may be coloured. */
    public boolean colours() {
        return outIsTerminal && System.getenv("NO_COLOR") == null;
    }

    /** Shows progress: a bar for people, nothing for files. */
    public Progress progress(Verbosity verbosity) {
        return new TerminalProgress(this, verbosity);
    }

    /** Asks a yes-or-no question; the answer is no if nobody can be asked. */
    public boolean confirm(String question) {
        if (!inIsTerminal || !errIsTerminal) {
            return false;
        }
        err.print(question + " [y/N] ");
        err.flush();
        try {
            String answer = new BufferedReader(in).readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException e) {
            return false;
        }
    }
}
