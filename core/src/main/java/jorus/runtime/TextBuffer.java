package jorus.runtime;

import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.layout.Memory;

/// Bytes of text being put together, outside the Java heap.
///
/// Grows by doubling and keeps what it has, up to `KEPT_BYTES`, for the next text. One thread.
final class TextBuffer {
    private static final long FIRST_BYTES = 4096;
    private static final long KEPT_BYTES = 1L << 20;

    /// Texts are strings or lines of output; neither is longer than this.
    private static final long MAX_BYTES = Integer.MAX_VALUE;

    private final Machine machine;
    private final OffHeap memory;
    private long base;

    /// Behind it are `Digits.SLACK_BYTES` more.
    private long capacity;

    private long length;

    /// @throws OutOfMemory if the first block cannot be had
    TextBuffer(Machine machine, OffHeap memory) {
        this.machine = machine;
        this.memory = memory;
        base = memory.allocate(Category.OUTPUT, FIRST_BYTES, Memory.CACHE_LINE);
        capacity = FIRST_BYTES - Digits.SLACK_BYTES;
    }

    /// Address of the first byte, until the next `put`.
    long address() {
        return base;
    }

    /// Number of bytes.
    int length() {
        return (int) length;
    }

    /// Forgets the text; a very large block is given back.
    void clear() {
        length = 0;
        if (capacity > KEPT_BYTES) {
            memory.release(base);
            base = 0;
            capacity = 0;
        }
    }

    /// Cuts the text back to a length it had before.
    void truncate(int oldLength) {
        assert 0 <= oldLength && oldLength <= length : oldLength + " of " + length;
        length = oldLength;
    }

    /// Makes room for `bytes` more bytes and returns the address of the first; the caller fills all
    /// of them, and may write to the `Digits.SLACK_BYTES` behind them.
    ///
    /// @throws OutOfMemory if there is no room; nothing has changed
    long extend(long bytes) {
        machine.chargeElements(bytes);
        return room(bytes);
    }

    /// As `extend`, for callers that charge for the bytes.
    private long room(long bytes) {
        long needed = length + bytes;
        if (needed > capacity) {
            grow(needed);
        }
        long at = base + length;
        length = needed;
        return at;
    }

    private void grow(long needed) {
        if (needed > MAX_BYTES) {
            throw OutOfMemory.INSTANCE;
        }
        long generous = Math.max(Math.max(needed, 2 * capacity), FIRST_BYTES);
        long larger = Math.min(generous, MAX_BYTES);
        long bytes = larger + Digits.SLACK_BYTES;
        long block = memory.allocate(Category.OUTPUT, bytes, Memory.CACHE_LINE);
        if (base != 0) {
            Bulk.copy(machine, base, block, length, 0);
            memory.release(base);
        }
        base = block;
        capacity = larger;
    }

    void put(int octet) {
        Memory.i8(extend(1), octet);
    }

    /// Appends `bytes` bytes from `address` on, which is not in this buffer.
    void put(long address, long bytes) {
        Bulk.copy(machine, address, room(bytes), bytes, 0);
    }

    /// Appends a text of ASCII characters.
    void put(String ascii) {
        int count = ascii.length();
        long at = extend(count);
        for (int i = 0; i < count; i++) {
            Memory.i8(at + i, ascii.charAt(i));
        }
    }

    void put(byte[] bytes) {
        Memory.copyIn(bytes, 0, extend(bytes.length), bytes.length);
    }

    /// Appends `count` times the same byte.
    void fill(int octet, long count) {
        if (count > 0) {
            Bulk.fill(machine, room(count), count, (byte) octet);
        }
    }

    /// A copy of the text.
    byte[] toBytes() {
        byte[] copy = new byte[length()];
        Memory.copyOut(base, copy, 0, copy.length);
        return copy;
    }
}
