package jorus.memory.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jorus.memory.Seed;
import jorus.memory.arena.OffHeap;
import jorus.memory.arena.OutOfMemory;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

class BlockMapTest {
    @Test
    void the_map_agrees_with_a_model_over_random_changes() {
        RandomGenerator random = Seed.random("block_map");
        try (OffHeap memory = new OffHeap()) {
            BlockMap map = new BlockMap(new HeapBudget(memory, Long.MAX_VALUE));
            Map<Long, Long> model = new HashMap<>();
            for (int step = 1; step < 20_000; step++) {
                long key = 1 + random.nextInt(1500);
                long address = key << SizeClasses.BLOCK_SHIFT;
                if (model.remove(key) != null) {
                    map.remove(address);
                } else {
                    map.ensure(model.size() + 1);
                    map.put(address, step);
                    model.put(key, (long) step);
                }
                long asked = 1 + random.nextInt(1500);
                long inside = (asked << SizeClasses.BLOCK_SHIFT) + random.nextInt(1 << 14);
                assertEquals(model.getOrDefault(asked, 0L), map.find(inside), "key " + asked);
            }
        }
    }

    @Test
    void a_map_that_cannot_grow_stays_as_it_is() {
        try (OffHeap memory = new OffHeap()) {
            BlockMap map = new BlockMap(new HeapBudget(memory, Long.MAX_VALUE));
            map.ensure(32);
            for (long i = 1; i <= 32; i++) {
                map.put(i << SizeClasses.BLOCK_SHIFT, i);
            }
            memory.failures().arm(1, true);
            assertThrows(OutOfMemory.class, () -> map.ensure(33));
            for (long i = 1; i <= 32; i++) {
                assertEquals(i, map.find(i << SizeClasses.BLOCK_SHIFT));
            }
        }
    }
}
