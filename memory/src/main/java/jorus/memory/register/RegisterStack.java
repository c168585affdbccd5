package jorus.memory.register;

import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.layout.Memory;

/// The memory of all frames of one thread of execution: a chain of chunks that never move, because
/// frame pointers are absolute addresses. A frame never spans two chunks.
///
/// ```
/// byte 0          8      16         24        32                64
///      | PREVIOUS | NEXT | LIMIT    | BYTES   | unused          | frames ...          LIMIT
/// ```
///
/// A caller keeps `limit()` in a local: a frame of `n` bytes at `fp` fits if `fp + n <= limit`.
/// If it does not, `grow(n)` gives the place for it, the first of the next chunk. When a frame
/// that began a chunk returns, or a trap unwinds past it, `limitFor(fp)` of the frame that goes on
/// makes that frame's chunk the current one again. The chunk that was left is kept for the next
/// growth, so a call in a loop at the edge of a chunk costs no allocation.
///
/// One thread at a time. Memory is zero when a chunk is new and is not zeroed again.
public final class RegisterStack implements AutoCloseable {
    /// Size of the first chunk in bytes; each further one is twice as large as the last.
    public static final long FIRST_CHUNK_BYTES = 256L << 10;

    /// Doubling ends here; a larger frame gets a chunk of its own size.
    public static final long MAX_CHUNK_BYTES = 4L << 20;

    private static final long PREVIOUS = 0;
    private static final long NEXT = PREVIOUS + Memory.WORD_BYTES;
    private static final long LIMIT = NEXT + Memory.WORD_BYTES;
    private static final long BYTES = LIMIT + Memory.WORD_BYTES;
    private static final long FIRST_FRAME = Memory.CACHE_LINE;

    private final OffHeap memory;
    private final long limitBytes;
    private long current;
    private long totalBytes;

    /// With a first chunk of the usual size, or of `limitBytes` if that is less.
    ///
    /// @throws jorus.memory.arena.OutOfMemory if the first chunk cannot be had
    public RegisterStack(OffHeap memory, long limitBytes) {
        this(memory, FIRST_CHUNK_BYTES, limitBytes);
    }

    /// All chunks together never exceed `limitBytes`, headers included.
    ///
    /// @throws jorus.memory.arena.OutOfMemory if the first chunk cannot be had
    public RegisterStack(OffHeap memory, long firstChunkBytes, long limitBytes) {
        if (firstChunkBytes <= FIRST_FRAME || limitBytes <= FIRST_FRAME) {
            throw new IllegalArgumentException(
                    "chunk of " + firstChunkBytes + " bytes, limit " + limitBytes);
        }
        this.memory = memory;
        this.limitBytes = limitBytes;
        current = newChunk(Math.min(firstChunkBytes, limitBytes) & -Memory.CACHE_LINE, 0);
    }

    /// Where the first frame of the current chunk is or goes.
    public long base() {
        return current + FIRST_FRAME;
    }

    /// End of the current chunk: no frame of it goes beyond.
    public long limit() {
        return Memory.i64(current + LIMIT);
    }

    /// Bytes of all chunks, the kept one included.
    public long totalBytes() {
        return totalBytes;
    }

    /// Makes the next chunk the current one and returns the place of its first frame, which has
    /// at least `bytesNeeded` bytes; `limit()` is new then.
    ///
    /// @throws StackExhausted if that would exceed the limit; the current chunk stays
    /// @throws jorus.memory.arena.OutOfMemory if there is no memory; the current chunk stays
    public long grow(long bytesNeeded) {
        long next = Memory.i64(current + NEXT);
        if (next != 0 && Memory.i64(next + LIMIT) - (next + FIRST_FRAME) < bytesNeeded) {
            releaseAfter(current);
            next = 0;
        }
        if (next == 0) {
            next = newChunk(nextChunkBytes(bytesNeeded), current);
            Memory.i64(current + NEXT, next);
        }
        current = next;
        return base();
    }

    private long nextChunkBytes(long bytesNeeded) {
        if (bytesNeeded > FrameLayout.MAX_BYTES) {
            throw StackExhausted.INSTANCE;
        }
        long needed = Memory.align(bytesNeeded + FIRST_FRAME, Memory.CACHE_LINE);
        long doubled = Math.min(2 * Memory.i64(current + BYTES), MAX_CHUNK_BYTES);
        long left = (limitBytes - totalBytes) & -Memory.CACHE_LINE;
        if (needed > left) {
            throw StackExhausted.INSTANCE;
        }
        return Math.min(Math.max(needed, doubled), left);
    }

    /// Makes the chunk of the live frame at `fp` the current one and returns its limit.
    ///
    /// Constant time unless chunks are left; of those the next one is kept, the others go back.
    ///
    /// @throws AssertionError if no chunk has `fp`, or the list of chunks is damaged
    public long limitFor(long fp) {
        // No chunk is shorter than a line, so a longer way leads in a circle.
        long chunksLeft = limitBytes / Memory.CACHE_LINE;
        while (fp < base() || fp >= limit()) {
            long previous = Memory.i64(current + PREVIOUS);
            if (previous == 0 || chunksLeft-- == 0) {
                throw new AssertionError("no chunk has a frame at " + fp);
            }
            releaseAfter(current);
            current = previous;
        }
        return limit();
    }

    /// Whether the frame at `fp` is the first of the current chunk, so that its return leaves it.
    public boolean beginsChunk(long fp) {
        return fp == base();
    }

    private long newChunk(long bytes, long previous) {
        long chunk = memory.allocate(Category.REGISTERS, bytes, Memory.CACHE_LINE);
        Memory.i64(chunk + PREVIOUS, previous);
        Memory.i64(chunk + NEXT, 0);
        Memory.i64(chunk + LIMIT, chunk + bytes);
        Memory.i64(chunk + BYTES, bytes);
        totalBytes += bytes;
        return chunk;
    }

    /// Releases the chunk that was kept after `chunk`, if there is one.
    private void releaseAfter(long chunk) {
        long next = Memory.i64(chunk + NEXT);
        if (next != 0) {
            assert Memory.i64(next + NEXT) == 0 : "more than one chunk is kept after " + chunk;
            totalBytes -= Memory.i64(next + BYTES);
            memory.release(next);
            Memory.i64(chunk + NEXT, 0);
        }
    }

    /// Gives all chunks back. Closing again, or after the `OffHeap`, does nothing.
    @Override
    public void close() {
        if (current != 0 && !memory.isClosed()) {
            releaseAfter(current);
            releaseChain();
        }
        current = 0;
        totalBytes = 0;
    }

    private void releaseChain() {
        while (current != 0) {
            long previous = Memory.i64(current + PREVIOUS);
            memory.release(current);
            current = previous;
        }
    }
}
