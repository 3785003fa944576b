package doppel.cli.terminal;

import doppel.Progress;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a bar for each step on a terminal, or the steps in words if asked to. Not thread-safe. */
public final class TerminalProgress implements Progress, AutoCloseable {

    private static final int MILLISECONDS_BETWEEN_UPDATES = 200;

    private final Terminal terminal;
    private final Verbosity verbosity;
    private ProgressBar bar;

    public TerminalProgress(Terminal terminal, Verbosity verbosity) {
        this.terminal = terminal;
        this.verbosity = verbosity;
    }

    @Override
    public void begin(String what, long expected) {
        end();
        if (verbosity.verbose()) {
            terminal.err().println(what);
        } else if (terminal.errIsTerminal() && !verbosity.quiet()) {
            bar = new ProgressBarBuilder()
                    .setTaskName(Text.visible(what.length() > 40 ? what.substring(0, 37) + "..." : what))
                    .setInitialMax(expected)
                    .setUpdateIntervalMillis(MILLISECONDS_BETWEEN_UPDATES)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err))
                    .clearDisplayOnFinish()
                    .build();
        }
    }

    @Override
    public void rows(long done) {
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    @Override
    public void note(String sentence) {
        if (!verbosity.quiet()) {
            terminal.err().println(sentence);
        }
    }

    @Override
    public void close() {
        end();
    }

    /** Removes the bar. */
    public void end() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
