package jorus.engine;

import jorus.jit.Jit;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/// Compiles what a [HotList] names beside the start of the program. The interpreter's polls take
/// what is ready, so that nothing but this class and the translator is used by two threads.
final class Forehand extends Thread {
    /// The translator goes down nested loops.
    private static final long STACK_BYTES = 16 << 20;

    /// A run waits no longer, all in all.
    private static final long MAX_WAIT_NANOS = 200_000_000;

    private final Jit jit;
    private final HotList list;
    private final Queue<Jit.Prepared> ready = new ArrayDeque<>();
    private int next;
    private boolean hasEnded;
    private long waitedNanos;
    private volatile boolean isClosed;

    Forehand(Jit jit, HotList list) {
        super(null, null, "jorus-forehand", STACK_BYTES);
        this.jit = jit;
        this.list = list;
        setDaemon(true);
    }

    @Override
    public void run() {
        try {
            Set<Long> done = new HashSet<>();
            for (int i = 0; i < list.count() && !isClosed; i++) {
                begin(i);
                int function = list.function(i);
                int word = list.word(i);
                if (done.add((long) function << 32 | word & 0xFFFFFFFFL)) {
                    add(jit.prepare(function, word));
                }
            }
        } catch (RuntimeException | Error _) {
            // Only a hint was followed. If it is hot, the program comes across it itself.
        } finally {
            end();
        }
    }

    private synchronized void begin(int index) {
        next = index;
        notifyAll();
    }

    private synchronized void add(Jit.Prepared prepared) {
        if (prepared != null) {
            ready.add(prepared);
        }
    }

    private synchronized void end() {
        hasEnded = true;
        notifyAll();
    }

    /// Waits until the function, or its loop that is entered at `word`, has been compiled, if
    /// that is to come; not for long. Whoever waits leaves the processor to the translator: what
    /// is hot would get nowhere in the interpreter.
    synchronized void await(int function, int word) {
        int index = indexOf(function, word);
        long start = System.nanoTime();
        try {
            while (index >= next && !hasEnded && waitedNanos < MAX_WAIT_NANOS) {
                wait(1 + (MAX_WAIT_NANOS - waitedNanos) / 1_000_000);
                long now = System.nanoTime();
                waitedNanos += now - start;
                start = now;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            waitedNanos = MAX_WAIT_NANOS;
        }
    }

    /// Where the list has it; the function alone counts for each of its words.
    private int indexOf(int function, int word) {
        for (int i = 0; i < list.count(); i++) {
            boolean isHere = list.word(i) == word || list.word(i) == HotList.FUNCTION && word == 0;
            if (list.function(i) == function && isHere) {
                return i;
            }
        }
        return -1;
    }

    /// What is ready and was not taken, or null.
    synchronized Jit.Prepared take() {
        return ready.poll();
    }

    /// Whether nothing more becomes ready.
    synchronized boolean hasEnded() {
        return hasEnded;
    }

    /// Stops after what is being translated, and waits for that: it reads the program's memory.
    void close() {
        isClosed = true;
        boolean isInterrupted = false;
        synchronized (this) {
            while (!hasEnded) {
                try {
                    wait();
                } catch (InterruptedException _) {
                    isInterrupted = true;
                }
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
