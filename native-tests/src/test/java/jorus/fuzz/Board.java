package jorus.fuzz;

import jorus.verify.Rule;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Numbers in a mapped file, written by the worker and read by its parent. What was written before
/// the worker's JVM died is there afterwards: the mutant that killed it too.
///
/// One worker writes at a time; the parent only reads while it runs. A restarted worker goes on
/// counting.
final class Board {
    /// The mutant that is worked on.
    static final int CURRENT = 0;

    /// Mutants that were answered; equals what was asked for in the end, less the deadly ones.
    static final int DONE = 1;

    /// Images that the verifier accepted, or sources that compiled.
    static final int ACCEPTED = 2;

    /// Internal errors, each with a reproducer.
    static final int FINDS = 3;

    static final int FINISHED = 4;
    static final int TRAPPED = 5;
    static final int CANCELLED = 6;
    static final int OUTPUT_CLOSED = 7;

    /// The machine could not be made within the memory limit.
    static final int NO_MEMORY = 8;

    /// Nanoseconds of the slowest mutant, and which it was.
    static final int SLOWEST_NANOS = 9;

    static final int SLOWEST = 10;

    /// Runs that were watched by the oracle of types.
    static final int WATCHED = 11;

    /// Sources with at least one diagnostic.
    static final int DIAGNOSED = 12;

    /// Runs with one of the engines that compile.
    static final int COMPILED = 13;

    private static final int RULES = 16;
    private static final int KINDS = RULES + 64;
    private static final int CODES = KINDS + 2 * 64;
    static final int MAX_CODES = 256;
    private static final int CELLS = CODES + MAX_CODES;

    private final MappedByteBuffer cells;

    Board(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            cells = channel.map(FileChannel.MapMode.READ_WRITE, 0, 8L * CELLS);
        }
        cells.order(ByteOrder.nativeOrder());
    }

    long get(int cell) {
        return cells.getLong(8 * cell);
    }

    void set(int cell, long value) {
        cells.putLong(8 * cell, value);
    }

    void count(int cell) {
        set(cell, get(cell) + 1);
    }

    static int ofRule(Rule rule) {
        return RULES + rule.ordinal();
    }

    /// The cell that counts mutants of a kind; the next one counts those accepted.
    static int ofKind(int kind) {
        return KINDS + 2 * kind;
    }

    static int ofCode(int code) {
        return CODES + code;
    }
}
