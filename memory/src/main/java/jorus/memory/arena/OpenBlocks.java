package jorus.memory.arena;

import java.lang.foreign.Arena;

/// Finds the arena of a block by its address: a hash table with linear probing, no boxing.
///
/// One entry per block of `OffHeap`, so dozens, rarely thousands. Slots move when an entry is
/// removed; a slot number is good until then.
final class OpenBlocks {
    private static final int FIRST_SLOTS = 32;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long[] addresses = new long[FIRST_SLOTS];
    private long[] sizes = new long[FIRST_SLOTS];
    private long[] footprints = new long[FIRST_SLOTS];
    private Category[] categories = new Category[FIRST_SLOTS];
    private Arena[] arenas = new Arena[FIRST_SLOTS];
    private int count;

    /// Makes room, so that the next `put` cannot fail for want of Java memory.
    void reserveOne() {
        if (2 * (count + 1) > addresses.length) {
            grow();
        }
    }

    void put(long address, Arena arena, long bytes, long footprint, Category category) {
        int slot = home(address);
        while (addresses[slot] != 0) {
            assert addresses[slot] != address : "block " + address + " is open already";
            slot = next(slot);
        }
        set(slot, address, arena, bytes, footprint, category);
        count++;
    }

    /// The slot of the block at `address`; -1 if there is none.
    int find(long address) {
        for (int slot = home(address); addresses[slot] != 0; slot = next(slot)) {
            if (addresses[slot] == address) {
                return slot;
            }
        }
        return -1;
    }

    /// The slot of some block; -1 if there is none.
    int any() {
        if (count > 0) {
            for (int slot = 0; slot < addresses.length; slot++) {
                if (addresses[slot] != 0) {
                    return slot;
                }
            }
        }
        return -1;
    }

    long address(int slot) {
        return addresses[slot];
    }

    long bytes(int slot) {
        return sizes[slot];
    }

    long footprint(int slot) {
        return footprints[slot];
    }

    Category category(int slot) {
        return categories[slot];
    }

    Arena arena(int slot) {
        return arenas[slot];
    }

    /// Removes an entry and closes the gap, so that no probe stops early.
    void remove(int slot) {
        int gap = slot;
        for (int from = next(slot); addresses[from] != 0; from = next(from)) {
            int home = home(addresses[from]);
            boolean isReachable =
                    gap <= from ? gap < home && home <= from : gap < home || home <= from;
            if (!isReachable) {
                set(
                        gap,
                        addresses[from],
                        arenas[from],
                        sizes[from],
                        footprints[from],
                        categories[from]);
                gap = from;
            }
        }
        set(gap, 0, null, 0, 0, null);
        count--;
    }

    private void set(
            int slot, long address, Arena arena, long bytes, long footprint, Category category) {
        addresses[slot] = address;
        arenas[slot] = arena;
        sizes[slot] = bytes;
        footprints[slot] = footprint;
        categories[slot] = category;
    }

    private int home(long address) {
        return (int) ((address * SPREAD) >>> 33) & (addresses.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (addresses.length - 1);
    }

    private void grow() {
        long[] oldAddresses = addresses;
        long[] oldSizes = sizes;
        long[] oldFootprints = footprints;
        Category[] oldCategories = categories;
        Arena[] oldArenas = arenas;
        int slots = 2 * oldAddresses.length;
        sizes = new long[slots];
        footprints = new long[slots];
        categories = new Category[slots];
        arenas = new Arena[slots];
        addresses = new long[slots];
        count = 0;
        for (int i = 0; i < oldAddresses.length; i++) {
            if (oldAddresses[i] != 0) {
                put(oldAddresses[i], oldArenas[i], oldSizes[i], oldFootprints[i], oldCategories[i]);
            }
        }
    }
}
