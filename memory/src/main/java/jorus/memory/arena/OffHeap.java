package jorus.memory.arena;

import jorus.memory.layout.Memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// The one allocator behind everything that a VM instance has outside the Java heap.
///
/// Every block has an arena of its own, so that releasing it gives it back to the system at once;
/// callers carve what is small out of larger blocks. Blocks are zeroed, and begin on a cache line.
///
/// The arenas are shared ones. An instance is made and closed by its owner and run by another
/// thread, and the collector of that thread releases blocks, so an arena confined to either thread
/// would be stuck with the other. All access goes through `Memory`, which knows no arena, so the
/// kind of arena costs nothing while running; it costs 27 microseconds per release instead of 1.5,
/// paid by blocks of 256 KiB and more or at the end (measured, JDK 25). Raw addresses have no
/// liveness check: close only when no thread is inside (design.md 7, "Closing").
///
/// In checked mode blocks come out of the reserved segment and go back to it.
///
/// Two facts about the JDK: `-XX:MaxDirectMemorySize` does not bound arenas, so `Accounting` is the
/// only limit; and a size that cannot be had is an `OutOfMemoryError`, which is caught here alone.
public final class OffHeap implements AutoCloseable {
    /// Alignment that malloc gives for nothing; more makes the JDK ask for more bytes.
    private static final long FREE_ALIGNMENT = 16;

    /// Larger sizes are refused before any arithmetic could overflow.
    private static final long MAX_BYTES = 1L << 46;

    /// The JDK zeroes a new block in a loop, word by word, which takes HotSpot's interpreter 40
    /// microseconds a kilobyte; a block that begins as a copy is not zeroed first. Room for the
    /// first frames and all else that a short run needs.
    private static final MemorySegment ZEROS =
            MemorySegment.ofArray(new long[(1 << 13) + Memory.CACHE_LINE]);

    private static volatile boolean isGuarding;
    private static int openInstances;
    private static long openBytes;
    private static long allocatedBytes;

    private final Accounting accounting;
    private final FailureSchedule failures = new FailureSchedule();
    private final OpenBlocks blocks = new OpenBlocks();

    /// Null unless wrong writes are looked for.
    private final Guard guard;

    private boolean isClosed;

    /// Without a limit of its own.
    public OffHeap() {
        this(Long.MAX_VALUE);
    }

    /// All blocks together never exceed `limitBytes`.
    public OffHeap(long limitBytes) {
        if (limitBytes < 0) {
            throw new IllegalArgumentException("limit " + limitBytes + " must be >= 0");
        }
        accounting = new Accounting(limitBytes);
        countInstance(1);
        guard = isGuarding && !Memory.CHECKED ? Guard.open(this) : null;
    }

    /// Whether what is opened from now on has red zones around its blocks and a quarantine, and is
    /// listed by `unclosed`. It takes more memory and time; limits count the same bytes.
    public static void guardNew(boolean value) {
        isGuarding = value;
    }

    public static boolean isGuarding() {
        return isGuarding;
    }

    /// A line for each guarded instance that is open, with the place that opened it.
    public static List<String> unclosed() {
        return Guard.unclosed();
    }

    /// How many instances of this process are not closed; a test that leaks one leaves it above 0.
    public static synchronized int openInstances() {
        return openInstances;
    }

    /// Bytes of all instances together.
    public static synchronized long openBytes() {
        return openBytes;
    }

    /// Bytes that all instances have allocated so far, what was released again included.
    public static synchronized long allocatedBytes() {
        return allocatedBytes;
    }

    private static synchronized void countInstance(int change) {
        openInstances += change;
    }

    private static synchronized void countBytes(long change) {
        openBytes += change;
        allocatedBytes += Math.max(0, change);
    }

    /// Bytes that a block counts with: what the JDK asks of malloc for it.
    ///
    /// @throws OutOfMemory if `bytes` is beyond any address space
    public static long footprint(long bytes, long alignment) {
        if (bytes > MAX_BYTES) {
            throw OutOfMemory.INSTANCE;
        }
        long lines = Memory.align(Math.max(bytes, 1), Memory.CACHE_LINE);
        return lines + Math.max(alignment, Memory.CACHE_LINE) - FREE_ALIGNMENT;
    }

    public Accounting accounting() {
        return accounting;
    }

    /// The hook of tests that make allocations of this instance fail.
    public FailureSchedule failures() {
        return failures;
    }

    /// Returns the address of a new zeroed block of `bytes` bytes.
    ///
    /// `alignment` is a power of two; less than a cache line counts as a cache line. Any thread may
    /// call; the block lives until it is released or this closes.
    ///
    /// @throws OutOfMemory if the limit or the system refuses; nothing has been allocated
    /// @throws IllegalStateException if this is closed
    public synchronized long allocate(Category category, long bytes, long alignment) {
        if (bytes < 0 || Long.bitCount(alignment) != 1) {
            throw new IllegalArgumentException(bytes + " bytes aligned to " + alignment);
        }
        if (isClosed) {
            throw new IllegalStateException("off-heap memory is closed");
        }
        long footprint = footprint(bytes, alignment);
        if (!accounting.fits(footprint) || failures.shouldFail()) {
            throw OutOfMemory.INSTANCE;
        }
        long lines = Memory.align(Math.max(bytes, 1), Memory.CACHE_LINE);
        long boundary = Math.max(alignment, Memory.CACHE_LINE);
        blocks.reserveOne();
        Arena arena = null;
        long address;
        if (Memory.CHECKED) {
            address = CheckedSpace.allocate(lines, boundary);
        } else {
            try {
                arena = Arena.ofShared();
                long zone = guard == null ? 0 : boundary;
                address = zone + allocate(arena, lines + 2 * zone, boundary);
                if (guard != null) {
                    guard.mark(address, lines, zone);
                }
            } catch (OutOfMemoryError _) {
                if (arena != null) {
                    arena.close();
                }
                throw OutOfMemory.INSTANCE;
            }
        }
        blocks.put(address, arena, lines, footprint, category);
        accounting.add(category, footprint);
        countBytes(footprint);
        return address;
    }

    private static long allocate(Arena arena, long bytes, long boundary) {
        if (bytes >= LargeBlocks.LEAST_BYTES) {
            return LargeBlocks.allocate(arena, bytes, boundary);
        }
        // What the JDK adds for the alignment (footprint).
        long all = bytes + boundary - FREE_ALIGNMENT;
        if (all > ZEROS.byteSize()) {
            return arena.allocate(bytes, boundary).address();
        }
        ValueLayout word = ValueLayout.JAVA_LONG;
        long address = arena.allocateFrom(word, ZEROS, word, 0, all / Memory.WORD_BYTES).address();
        return Memory.align(address, boundary);
    }

    /// Returns the address of zeroed memory for constants of a class, aligned to a cache line. It
    /// lives as long as the JVM, and no limit or account has it.
    ///
    /// @throws OutOfMemory if the reserved segment of checked mode is full
    public static long constants(long bytes) {
        long lines = Memory.align(bytes, Memory.CACHE_LINE);
        return Memory.CHECKED
                ? CheckedSpace.allocate(lines, Memory.CACHE_LINE)
                : Arena.global().allocate(lines, Memory.CACHE_LINE).address();
    }

    /// Gives a block back to the system.
    ///
    /// @throws AssertionError if `address` is not that of an open block; nothing has changed
    public synchronized void release(long address) {
        int slot = blocks.find(address);
        if (slot < 0) {
            throw new AssertionError("no open block at " + address);
        }
        releaseSlot(slot);
    }

    private void releaseSlot(int slot) {
        long footprint = blocks.footprint(slot);
        long address = blocks.address(slot);
        long bytes = blocks.bytes(slot);
        Arena arena = blocks.arena(slot);
        Category category = blocks.category(slot);
        accounting.subtract(category, footprint);
        countBytes(-footprint);
        blocks.remove(slot);
        if (Memory.CHECKED) {
            CheckedSpace.release(address, bytes);
        } else if (guard != null) {
            guard.release(arena, address, bytes, footprint - bytes + FREE_ALIGNMENT, category);
        } else {
            arena.close();
        }
    }

    public synchronized boolean isClosed() {
        return isClosed;
    }

    /// Gives everything back. Closing again does nothing.
    ///
    /// @throws AssertionError if this is guarded and damage is found; everything is given back
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        AssertionError error = null;
        for (int slot = blocks.any(); slot >= 0; slot = blocks.any()) {
            try {
                releaseSlot(slot);
            } catch (AssertionError damage) {
                error = damage;
            }
        }
        countInstance(-1);
        if (guard != null) {
            Guard.closed(this);
            guard.leave(0);
        }
        if (error != null) {
            throw error;
        }
    }
}
