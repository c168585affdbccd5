package jorus.memory.heap;

import jorus.memory.arena.Category;
import jorus.memory.arena.OffHeap;
import jorus.memory.arena.OutOfMemory;
import jorus.memory.layout.Memory;
import jorus.memory.register.RegisterStack;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// What `CheckedModeTest` runs in a child JVM: prints `ok`, or what is wrong.
final class CheckedModeScenario {
    private static final int CORRUPTIONS = 400;

    private CheckedModeScenario() {}

    public static void main(String[] args) {
        long seed = Long.getLong("jorus.seed", System.nanoTime());
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        try {
            check(Memory.CHECKED, "not in checked mode");
            addressesOutsideAreRefused();
            releasedMemoryIsZeroAgain();
            spaceIsJoinedAgain();
            int trapped = 0;
            for (int i = 0; i < CORRUPTIONS; i++) {
                trapped += corrupt(random) ? 1 : 0;
            }
            check(trapped > 0 && trapped < CORRUPTIONS, trapped + " corruptions trapped");
            check(OffHeap.openBytes() == 0, OffHeap.openBytes() + " bytes leaked");
        } catch (AssertionError e) {
            System.out.println("seed " + seed + ": " + e.getMessage());
            return;
        }
        System.out.println("ok");
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private static void addressesOutsideAreRefused() {
        long start = Memory.reservedAddress();
        long end = start + Memory.reservedBytes();
        Memory.i64(end - 8, 1);
        check(Memory.i64(end - 8) == 1, "the last word cannot be used");
        Memory.i64(end - 8, 0);
        for (long address : new long[] {0, 8, start - 1, end - 7, end, -1, Long.MIN_VALUE}) {
            boolean isRefused = false;
            try {
                Memory.i64(address, 1);
            } catch (IndexOutOfBoundsException _) {
                isRefused = true;
            }
            check(isRefused, "address " + address + " was written");
        }
    }

    private static void releasedMemoryIsZeroAgain() {
        try (OffHeap memory = new OffHeap()) {
            for (int i = 0; i < 20; i++) {
                long block = memory.allocate(Category.OTHER, 5000, 64);
                check(Memory.mismatch(block, block + 2500, 2500) < 0, "dirty memory");
                check(Memory.i64(block) == 0, "dirty memory");
                Memory.fill(block, 5000, (byte) -1);
                memory.release(block);
            }
        }
    }

    private static void spaceIsJoinedAgain() {
        try (OffHeap memory = new OffHeap()) {
            long half = Memory.reservedBytes() / 2 + 100;
            for (int round = 0; round < 3; round++) {
                long[] blocks = new long[64];
                for (int i = 0; i < blocks.length; i++) {
                    blocks[i] = memory.allocate(Category.OTHER, 1000 * i, 1 << i % 14);
                }
                for (int i = 0; i < blocks.length; i++) {
                    memory.release(blocks[i * 37 % 64]);
                }
            }
            boolean isFull = false;
            memory.allocate(Category.OTHER, half, 64);
            try {
                memory.allocate(Category.OTHER, half, 64);
            } catch (OutOfMemory _) {
                isFull = true;
            }
            check(isFull, "more than everything was allocated");
        }
    }

    /// Writes random words over everything that is allocated and goes on working; true if that
    /// was noticed. Whatever happens, it is a Java exception and nothing else.
    private static boolean corrupt(RandomGenerator random) {
        Fixture f = new Fixture(4 << 20, new HeapOptions(100_000, 16, false, false));
        try (OffHeap memory = f.memory) {
            RegisterStack stack = new RegisterStack(memory, 4096, 1 << 20);
            work(f, stack, random);
            long words = memory.accounting().totalBytes() / Memory.WORD_BYTES;
            for (int i = 1 + random.nextInt(64); i > 0; i--) {
                long at = Memory.reservedAddress() + random.nextLong(words) * Memory.WORD_BYTES;
                long bit = 1L << random.nextInt(64);
                Memory.i64(at, random.nextBoolean() ? random.nextLong() : Memory.i64(at) ^ bit);
            }
            work(f, stack, random);
            f.heap.verify();
            return false;
        } catch (RuntimeException | AssertionError _) {
            return true;
        }
    }

    private static void work(Fixture f, RegisterStack stack, RandomGenerator random) {
        while (f.heap.roots().depth() < 50) {
            f.keep(f.heap.newRecord(f.pair));
        }
        for (int i = 0; i < 3000; i++) {
            int slot = random.nextInt(50);
            long ref = f.heap.roots().get(slot);
            int type = ObjectLayout.typeId(ref);
            if (type == f.pair) {
                Memory.i64(Fixture.field(ref, 0), f.heap.roots().get(random.nextInt(50)));
                f.heap.roots().set(slot, f.heap.newArray(f.refs, random.nextInt(40), 0));
            } else if (type == f.refs) {
                f.heap.ensureCapacity(ref, ArrayLayout.capacity(ref) + 1L);
                f.heap.roots().set(slot, f.text("string"));
            } else if (StringLayout.length(ref) < 1000) {
                f.heap.roots().set(slot, f.heap.concat(ref, ref));
            } else {
                f.heap.roots().set(slot, f.heap.newRecord(f.pair));
            }
        }
        long fp = stack.base();
        stack.grow(64);
        stack.limitFor(fp);
    }
}
