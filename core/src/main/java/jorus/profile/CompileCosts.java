package jorus.profile;

import jorus.runtime.CompileObserver;

import java.util.ArrayList;
import java.util.List;

/// Adds up what translating for the JVM takes: processor time, Java heap, classes.
final class CompileCosts implements CompileObserver {
    /// One translation; `word` is the header of a loop or -1. `classBytes` is 0 if it was too
    /// large.
    record Unit(int function, int word, int classBytes) {}

    final List<Unit> units = new ArrayList<>();
    private long nanos;
    private long javaBytes;
    private long classBytes;
    private int depth;
    private long startNanos;
    private long startBytes;

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
    public void compiled(int function, int word, int bytes) {
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

    long classBytes() {
        return classBytes;
    }
}
