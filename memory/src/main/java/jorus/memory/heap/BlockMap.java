package jorus.memory.heap;

import jorus.memory.arena.Category;
import jorus.memory.layout.Memory;

/// Finds the descriptor of the block that an address is in. What is not in the map is not of this
/// heap: immortal objects, other heaps, anything.
///
/// ```
/// entry, byte 0                 8                    16
///             | block number    | descriptor address |
/// ```
///
/// The block number is the address divided by the size of a block; 0 is an empty entry. A hash
/// table with linear probing, at most half full. Of a run or large block only the first block is
/// entered: refs and data addresses point to where memory begins.
final class BlockMap {
    private static final int ENTRY_SHIFT = 4;
    private static final long DESCRIPTOR = 8;
    private static final int FIRST_BITS = 6;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final HeapBudget budget;
    private long base;
    private int bits;
    private long mask;
    private long count;

    /// @throws jorus.memory.arena.OutOfMemory if the first table cannot be had
    BlockMap(HeapBudget budget) {
        this.budget = budget;
        base = allocate(FIRST_BITS);
        setBits(FIRST_BITS);
    }

    private void setBits(int newBits) {
        bits = newBits;
        mask = (1L << newBits) - 1;
    }

    private long allocate(int tableBits) {
        return budget.allocate(Category.HEAP_METADATA, tableBytes(tableBits), Memory.CACHE_LINE);
    }

    private static long tableBytes(int tableBits) {
        return 1L << (tableBits + ENTRY_SHIFT);
    }

    /// Makes room for `blocks` entries in all.
    ///
    /// @throws jorus.memory.arena.OutOfMemory if not; the map is as before
    void ensure(long blocks) {
        int newBits = bits;
        while (1L << newBits < 2 * blocks) {
            newBits++;
        }
        if (newBits == bits) {
            return;
        }
        long oldBase = base;
        int oldBits = bits;
        base = allocate(newBits);
        setBits(newBits);
        long end = oldBase + tableBytes(oldBits);
        count = 0;
        for (long entry = oldBase; entry < end; entry += 1L << ENTRY_SHIFT) {
            long key = Memory.i64(entry);
            if (key != 0) {
                put(key << SizeClasses.BLOCK_SHIFT, Memory.i64(entry + DESCRIPTOR));
            }
        }
        budget.release(oldBase, tableBytes(oldBits), Memory.CACHE_LINE);
    }

    private long slot(long key) {
        return (key * SPREAD) >>> (Long.SIZE - bits);
    }

    /// The descriptor of the block that `address` is in; 0 if it is not in this heap.
    long find(long address) {
        long key = address >>> SizeClasses.BLOCK_SHIFT;
        for (long slot = slot(key); ; slot = (slot + 1) & mask) {
            long entry = base + (slot << ENTRY_SHIFT);
            long found = Memory.i64(entry);
            if (found == key) {
                return Memory.i64(entry + DESCRIPTOR);
            }
            if (found == 0) {
                return 0;
            }
        }
    }

    /// Enters the block that begins at `address`; `ensure` has made room.
    void put(long address, long descriptor) {
        long key = address >>> SizeClasses.BLOCK_SHIFT;
        long slot = slot(key);
        while (Memory.i64(base + (slot << ENTRY_SHIFT)) != 0) {
            slot = (slot + 1) & mask;
        }
        set(slot, key, descriptor);
        count++;
        assert 2 * count <= mask + 1 : count + " blocks in " + (mask + 1) + " entries";
    }

    private void set(long slot, long key, long descriptor) {
        long entry = base + (slot << ENTRY_SHIFT);
        Memory.i64(entry, key);
        Memory.i64(entry + DESCRIPTOR, descriptor);
    }

    /// Removes the block that begins at `address`, and closes the gap so that no probe stops early.
    void remove(long address) {
        long key = address >>> SizeClasses.BLOCK_SHIFT;
        long gap = slot(key);
        while (Memory.i64(base + (gap << ENTRY_SHIFT)) != key) {
            assert Memory.i64(base + (gap << ENTRY_SHIFT)) != 0 : "no block at " + address;
            gap = (gap + 1) & mask;
        }
        for (long from = (gap + 1) & mask; ; from = (from + 1) & mask) {
            long entry = base + (from << ENTRY_SHIFT);
            long other = Memory.i64(entry);
            if (other == 0) {
                break;
            }
            // The entry may fill the gap unless its home lies between the gap and where it is.
            long home = slot(other);
            if (((from - home) & mask) >= ((from - gap) & mask)) {
                set(gap, other, Memory.i64(entry + DESCRIPTOR));
                gap = from;
            }
        }
        set(gap, 0, 0);
        count--;
    }

    void close() {
        budget.release(base, tableBytes(bits), Memory.CACHE_LINE);
    }
}
