package jorus.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// One line on stderr that says how long something has been going on, and goes away at its end.
///
/// Only after two seconds, and only where somebody sees it: on a terminal.
final class Progress implements AutoCloseable {
    private static final long DELAY_MILLIS = 2000;
    private static final long PERIOD_MILLIS = 250;

    /// Back to the begin of the line, and clears it.
    private static final String CLEAR = "\r\u001B[K";

    private final PrintStream err;
    private final String what;
    private final Supplier<String> state;
    private final long delayMillis;
    private final long startNanos = System.nanoTime();
    private final Thread thread;
    private boolean isOver;
    private boolean isShown;

    private Progress(PrintStream err, String what, Supplier<String> state, long delayMillis) {
        this.err = err;
        this.what = what;
        this.state = state;
        this.delayMillis = delayMillis;
        thread = new Thread(this::show, "jorus-progress");
        thread.setDaemon(true);
    }

    /// Begins; null if this process has no terminal on stderr. `state` may be asked at any time by
    /// another thread, until `close`.
    static Progress start(PrintStream err, String what, Supplier<String> state) {
        return Main.ownsProcess() && isTerminal() ? start(err, what, state, DELAY_MILLIS) : null;
    }

    /// For tests.
    static Progress start(PrintStream err, String what, Supplier<String> state, long delayMillis) {
        Progress progress = new Progress(err, what, state, delayMillis);
        progress.thread.start();
        return progress;
    }

    private static boolean isTerminal() {
        try {
            String name = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return name.startsWith("/dev/pts/") || name.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            // Not Linux: then the console has to do, which is all three streams.
            return System.console() != null && System.console().isTerminal();
        }
    }

    private synchronized void show() {
        try {
            waitFor(delayMillis);
            while (!isOver) {
                isShown = true;
                long tenths = (System.nanoTime() - startNanos) / 100_000_000;
                String text = what + ": " + tenths / 10 + "." + tenths % 10 + " s, " + state.get();
                err.print(CLEAR + text);
                err.flush();
                waitFor(PERIOD_MILLIS);
            }
        } catch (InterruptedException e) {
            // The process ends.
        }
    }

    private void waitFor(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; left > 0 && !isOver; ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
    }

    /// The line goes away; nothing is written after this.
    @Override
    public synchronized void close() {
        isOver = true;
        notifyAll();
        if (isShown) {
            err.print(CLEAR);
            err.flush();
            isShown = false;
        }
    }
}
