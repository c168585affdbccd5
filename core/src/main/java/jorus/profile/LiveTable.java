package jorus.profile;

/// What is in use, by address: a hash table with linear probing that never boxes.
final class LiveTable {
    /// Is asked which entries stay.
    interface Survivors {
        boolean stays(long address);

        /// The entry of `row` with `weight` bytes is gone.
        void gone(int row, long weight);
    }

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long[] addresses = new long[1 << 12];
    private int[] rows = new int[1 << 12];
    private long[] weights = new long[1 << 12];
    private int count;
    private final OwnCosts costs;

    LiveTable(OwnCosts costs) {
        this.costs = costs;
    }

    /// The entry must be a new one.
    void put(long address, int row, long weight) {
        if (2 * (count + 1) > addresses.length) {
            grow();
        }
        insert(address, row, weight);
    }

    private void insert(long address, int row, long weight) {
        int slot = home(address);
        while (addresses[slot] != 0) {
            slot = slot + 1 & addresses.length - 1;
        }
        addresses[slot] = address;
        rows[slot] = row;
        weights[slot] = weight;
        count++;
    }

    /// Takes the entry out and tells `then`; nothing if there is none.
    void remove(long address, Survivors then) {
        int mask = addresses.length - 1;
        int slot = home(address);
        while (addresses[slot] != address) {
            if (addresses[slot] == 0) {
                return;
            }
            slot = slot + 1 & mask;
        }
        then.gone(rows[slot], weights[slot]);
        delete(slot);
    }

    /// Empties the slot and closes the gap, so that no probe stops early.
    private void delete(int slot) {
        int mask = addresses.length - 1;
        count--;
        int gap = slot;
        for (int at = slot + 1 & mask; addresses[at] != 0; at = at + 1 & mask) {
            int distance = at - home(addresses[at]) & mask;
            if (distance >= (at - gap & mask)) {
                addresses[gap] = addresses[at];
                rows[gap] = rows[at];
                weights[gap] = weights[at];
                gap = at;
            }
        }
        addresses[gap] = 0;
    }

    /// Keeps what `then` says stays. In place: begins behind a free slot, so that what moves into a
    /// gap comes from slots that are still to be looked at.
    void sweep(Survivors then) {
        int mask = addresses.length - 1;
        int first = 0;
        while (addresses[first] != 0) {
            first++;
        }
        for (int i = 1; i <= mask; ) {
            int slot = first + i & mask;
            long address = addresses[slot];
            if (address == 0 || then.stays(address)) {
                i++;
            } else {
                then.gone(rows[slot], weights[slot]);
                delete(slot);
            }
        }
    }

    private void grow() {
        costs.begin();
        long[] oldAddresses = addresses;
        int[] oldRows = rows;
        long[] oldWeights = weights;
        int slots = 2 * oldAddresses.length;
        addresses = new long[slots];
        rows = new int[slots];
        weights = new long[slots];
        costs.end();
        count = 0;
        for (int i = 0; i < oldAddresses.length; i++) {
            if (oldAddresses[i] != 0) {
                insert(oldAddresses[i], oldRows[i], oldWeights[i]);
            }
        }
    }

    int count() {
        return count;
    }

    private int home(long address) {
        return (int) (address * SPREAD >>> 33) & addresses.length - 1;
    }
}
