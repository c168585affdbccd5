package jorus.memory.arena;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jorus.memory.Seed;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

class OpenBlocksTest {
    @Test
    void the_table_agrees_with_a_map_over_random_changes() {
        RandomGenerator random = Seed.random("open_blocks");
        OpenBlocks blocks = new OpenBlocks();
        Map<Long, Long> model = new HashMap<>();
        List<Long> keys = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            // Few distinct addresses, so that they come and go; neighbours, so that they collide.
            long address = 64L * (1 + random.nextInt(2000));
            if (!model.containsKey(address)) {
                blocks.reserveOne();
                blocks.put(address, null, step, step + 1, Category.CODE);
                model.put(address, (long) step);
                keys.add(address);
            } else if (random.nextInt(3) > 0) {
                blocks.remove(blocks.find(address));
                model.remove(address);
                keys.remove(address);
            }
            long asked = 64L * (1 + random.nextInt(2000));
            int slot = blocks.find(asked);
            assertEquals(model.containsKey(asked), slot >= 0, "address " + asked);
            if (slot >= 0) {
                assertEquals(model.get(asked), blocks.bytes(slot));
                assertEquals(model.get(asked) + 1, blocks.footprint(slot));
            }
        }
        for (long key : keys) {
            assertTrue(blocks.find(key) >= 0, "lost " + key);
        }
        for (int left = keys.size(); left > 0; left--) {
            blocks.remove(blocks.any());
        }
        assertEquals(-1, blocks.any());
    }
}
