package jorus.profile;

import jorus.runtime.CompileObserver;

import java.util.ArrayList;
import java.util.List;

/// Adds up what translating for the JVM takes: processor time, Java heap, classes.
final class CompileCosts implements CompileObserver {
    /// One translation; `word` is the header of a loop or -1. `classBytes` is 0 if it was too
    /// large.
    record Unit(int function, int word, int classBytes) {}

    private final boolean allowsAhead;

    // Guarded by this, as they are written by what translates ahead too.

    private final List<Unit> units = new ArrayList<>();
    private long classBytes;

    // The program's thread only.

    private long nanos;
    private long javaBytes;
    private int depth;
    private long startNanos;
    private long startBytes;

    /// With `allowsAhead` what is translated ahead costs nothing here: the program's thread does
    /// not do it.
    CompileCosts(boolean allowsAhead) {
        this.allowsAhead = allowsAhead;
    }

    @Override
    public boolean allowsAhead() {
        return allowsAhead;
    }

    @Override
    public void begins() {
        if (depth++ == 0) {
            startNanos = JavaMemory.threadNanos();
            startBytes = JavaMemory.threadBytes();
        }
    }

    @Override
    public void ends() {
        if (--depth == 0) {
            nanos += JavaMemory.threadNanos() - startNanos;
            javaBytes += JavaMemory.threadBytes() - startBytes;
        }
    }

    @Override
    public synchronized void compiled(int function, int word, int bytes) {
        classBytes += bytes;
        units.add(new Unit(function, word, bytes));
    }

    long nanos() {
        return nanos;
    }

    /// Bytes of Java heap.
    long javaBytes() {
        return javaBytes;
    }

    synchronized long classBytes() {
        return classBytes;
    }

    /// What has been translated so far.
    synchronized List<Unit> units() {
        return List.copyOf(units);
    }
}
