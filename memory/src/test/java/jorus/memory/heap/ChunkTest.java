package jorus.memory.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jorus.memory.Seed;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

class ChunkTest {
    private static int lowestRun(boolean[] isTaken, int count) {
        for (int start = 0; start + count <= isTaken.length; start++) {
            int end = start;
            while (end < start + count && !isTaken[end]) {
                end++;
            }
            if (end == start + count) {
                return start;
            }
        }
        return -1;
    }

    @Test
    void runs_are_found_where_a_plain_search_finds_them() {
        RandomGenerator random = Seed.random("runs_are_found");
        for (int blocks : new int[] {1, 4, 63, 64, 65, 200, 256}) {
            Chunk chunk = new Chunk(1 << 20, blocks);
            boolean[] isTaken = new boolean[blocks];
            List<int[]> runs = new ArrayList<>();
            for (int step = 0; step < 2000; step++) {
                int count = 1 + random.nextInt(random.nextBoolean() ? 3 : 70);
                int expected = lowestRun(isTaken, count);
                assertEquals(expected, chunk.find(count), count + " of " + blocks);
                if (expected >= 0 && random.nextInt(3) > 0) {
                    chunk.take(expected, count);
                    Arrays.fill(isTaken, expected, expected + count, true);
                    runs.add(new int[] {expected, count});
                } else if (!runs.isEmpty()) {
                    int[] run = runs.remove(random.nextInt(runs.size()));
                    chunk.give(run[0], run[1]);
                    Arrays.fill(isTaken, run[0], run[0] + run[1], false);
                }
                assertEquals(runs.isEmpty(), chunk.isEmpty());
            }
        }
    }

    @Test
    void only_blocks_that_were_never_taken_are_still_zero() {
        Chunk chunk = new Chunk(1 << 20, 10);
        assertEquals(0, chunk.take(0, 2));
        assertEquals(0, chunk.take(2, 2));
        chunk.give(0, 4);
        assertEquals(1, chunk.take(0, 1));
        assertEquals(3, chunk.take(1, 5));
        assertEquals(0, chunk.take(6, 4));
    }
}
